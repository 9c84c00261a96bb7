namespace Mayfly.Storage.Encryption;

/// <summary>Something read back from disk is not what was written: altered, cut off, moved from another object, or sealed by an unknown key.</summary>
internal sealed class SealedCorruptException : IOException
{
    public SealedCorruptException()
    {
    }

    public SealedCorruptException(string message)
        : base(message)
    {
    }

    public SealedCorruptException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
