namespace Mayfly.Core.Logs;

/// <summary>Events of one stream on their way to the disk.</summary>
/// <param name="Key">The stream.</param>
/// <param name="CreateMissing">Whether to make the stream and its group when missing; otherwise events of a stream that is gone are dropped.</param>
/// <param name="Records">Laid out as <see cref="LogRecords"/> says.</param>
/// <param name="Count">How many records.</param>
public readonly record struct LogBatch(LogStreamKey Key, bool CreateMissing, ReadOnlyMemory<byte> Records, int Count);
