namespace Mayfly.Core.AwsServices;

/// <summary>A service refused a request, or could not be reached. The message is for the operator.</summary>
public sealed class AwsServiceException : Exception
{
    public AwsServiceException()
    {
    }

    public AwsServiceException(string message)
        : base(message)
    {
    }

    public AwsServiceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The service's name for what was wrong, without a namespace; null where it did not say, or could not be reached.</summary>
    public string? Code { get; init; }

    /// <summary>Whether the same request can never succeed.</summary>
    public bool IsFinal { get; init; }
}
