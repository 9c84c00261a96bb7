namespace Mayfly.Storage.Encryption;

/// <summary>One key that wraps data keys.</summary>
/// <param name="Id">Eight random bytes that stand, in clear, in front of all that the key wrapped.</param>
/// <param name="Secret">The AES-256 key.</param>
internal sealed record MasterKey(ulong Id, byte[] Secret)
{
    public const int SecretSize = 32;
}
