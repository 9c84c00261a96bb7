namespace Mayfly.Core.Logs.Wire;

/// <summary>As in AWS's API reference.</summary>
public sealed record FilterLogEventsResponse
{
    public required IReadOnlyList<FilteredLogEvent> Events { get; init; }

    /// <summary>Always empty, as AWS answers since 2019.</summary>
    public IReadOnlyList<string> SearchedLogStreams { get; init; } = [];

    public string? NextToken { get; init; }
}
