namespace Mayfly.Sandbox.RootFolders;

/// <summary>Something cannot be written where it was to be: for what is there already, or for its name; not for the machine's trouble.</summary>
public sealed class UnwritablePathException : IOException
{
    public UnwritablePathException()
    {
    }

    public UnwritablePathException(string message)
        : base(message)
    {
    }

    public UnwritablePathException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
