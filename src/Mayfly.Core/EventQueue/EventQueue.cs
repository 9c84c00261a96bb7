using Mayfly.Core.Functions;

namespace Mayfly.Core.EventQueue;

/// <summary>The queue behind asynchronous invocation: takes up what is stored when the server starts, and follows functions as they go.</summary>
public sealed class EventQueue : IDisposable
{
    private readonly FunctionStore _functions;
    private readonly EventLanes _lanes;

    internal EventQueue(FunctionStore functions, EventLanes lanes, EventMeters meters)
    {
        meters.ObserveDepth(() => lanes.Store.Count);
        _functions = functions;
        _lanes = lanes;
    }

    /// <summary>Begins to work; functions must be loaded.</summary>
    public void Begin()
    {
        _functions.Changed += Follow;
        _lanes.Resume(key => key.Kind != LaneKind.Function || _functions.TryGet(key.Function, out _));
    }

    public void Dispose()
    {
        _functions.Changed -= Follow;
        _lanes.Dispose();
    }

    private void Follow(FunctionEntry? before, FunctionEntry? now)
    {
        if (now is null)
        {
            _lanes.Drop(LaneKey.Of(before!.Record.Key));
        }
    }
}
