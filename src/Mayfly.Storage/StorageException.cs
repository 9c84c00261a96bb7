namespace Mayfly.Storage;

/// <summary>The data folder cannot be used. The message tells which file, what is wrong with it, and what to do; it is meant to be printed as it is.</summary>
public sealed class StorageException : IOException
{
    public StorageException()
    {
    }

    public StorageException(string message)
        : base(message)
    {
    }

    public StorageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
