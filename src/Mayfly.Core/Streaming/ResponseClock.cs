namespace Mayfly.Core.Streaming;

/// <summary>Measures one response: from the event to its first byte, and from that to its last.</summary>
internal sealed class ResponseClock(TimeProvider time)
{
    private long _startedAt;
    private long _beganAt;
    private long _endedAt;
    private DateTimeOffset _began;

    /// <summary>The event is handed over.</summary>
    public void Start()
    {
        _startedAt = time.GetTimestamp();
        (_beganAt, _endedAt) = (0, 0);
    }

    /// <summary>The runtime begins to respond.</summary>
    public void Begin()
    {
        _began = time.GetUtcNow();
        _beganAt = time.GetTimestamp();
    }

    /// <summary>All of the response is here.</summary>
    public void End() => _endedAt = time.GetTimestamp();

    /// <summary>Null if the runtime did not begin to respond. A response that has not ended has lasted until now.</summary>
    public ResponseSpans? Read() => _beganAt == 0
        ? null
        : new ResponseSpans(_began, time.GetElapsedTime(_startedAt, _beganAt), time.GetElapsedTime(_beganAt, _endedAt == 0 ? time.GetTimestamp() : _endedAt));
}
