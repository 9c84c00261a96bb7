namespace Mayfly.Core.CodeSigning;

/// <summary>A version of a signing profile that this installation knows.</summary>
public sealed class SigningProfileOptions
{
    /// <summary>For example arn:aws:signer:us-east-1:000000000000:/signing-profiles/build/0123456789.</summary>
    public string Arn { get; set; } = string.Empty;

    /// <summary>PEM files with the keys that sign for it: certificates, or public keys.</summary>
    public IList<string> Keys { get; set; } = [];
}
