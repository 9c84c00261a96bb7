namespace Mayfly.Core.Logs;

/// <summary>Log groups, their streams, retention and tags: small, durable, read by the CloudWatch Logs operations.</summary>
public interface ILogCatalog
{
    /// <summary>False when it exists.</summary>
    bool CreateGroup(LogGroupKey key, IReadOnlyDictionary<string, string>? tags);

    /// <summary>Deletes the group with all its streams and events. False when there is none.</summary>
    bool DeleteGroup(LogGroupKey key);

    LogGroup? FindGroup(LogGroupKey key);

    /// <summary>Groups ordered by name, after <paramref name="after"/>.</summary>
    IReadOnlyList<LogGroup> ListGroups(string account, string region, LogGroupSelection selection, string? after, int limit);

    /// <summary>Sets or (null) removes the retention. False when there is no such group.</summary>
    bool SetRetention(LogGroupKey key, int? days);

    /// <summary>Null when there is no such group.</summary>
    IReadOnlyDictionary<string, string>? FindTags(LogGroupKey key);

    /// <summary>Sets and removes tags. False when there is no such group.</summary>
    bool ChangeTags(LogGroupKey key, IReadOnlyDictionary<string, string> set, IReadOnlyCollection<string> remove);

    CreateStreamOutcome CreateStream(LogStreamKey key);

    /// <summary>Deletes the stream with its events. False when there is none.</summary>
    bool DeleteStream(LogStreamKey key);

    LogStream? FindStream(LogStreamKey key);

    /// <summary>Streams of a group in the asked order, after <paramref name="after"/>.</summary>
    IReadOnlyList<LogStream> ListStreams(LogGroupKey group, LogStreamListing listing, LogStreamMark? after, int limit);
}
