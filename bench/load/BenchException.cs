namespace Mayfly.Bench.Load;

/// <summary>A measure could not be taken, or what it measured is not what it claims to measure.</summary>
internal sealed class BenchException : Exception
{
    public BenchException()
    {
    }

    public BenchException(string message)
        : base(message)
    {
    }

    public BenchException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
