namespace Mayfly.Core.EventInvoke;

/// <summary>How asynchronous invocations of a function, or of one version or alias, are to be retried and where their outcome goes, as it is kept.</summary>
public sealed record EventInvokeRecord
{
    /// <summary>A version or an alias; "$LATEST" when none was named.</summary>
    public required string Qualifier { get; init; }

    /// <summary>0 to 2; null for AWS's default, 2.</summary>
    public int? MaximumRetryAttempts { get; init; }

    /// <summary>60 to 21,600; null for AWS's default, 21,600.</summary>
    public int? MaximumEventAgeSeconds { get; init; }

    /// <summary>The ARN that successes go to; null for none.</summary>
    public string? OnSuccess { get; init; }

    /// <summary>The ARN that failures go to; null for none.</summary>
    public string? OnFailure { get; init; }

    public required DateTimeOffset LastModified { get; init; }
}
