using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Mayfly.Core.Tests.EventQueue;

/// <summary>What one room's meters have counted, by name.</summary>
internal sealed class CountedEvents : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _counts = new();

    /// <param name="meters">Those of the room.</param>
    public CountedEvents(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, count, _, _) => _counts.AddOrUpdate(
            instrument.Name, count, (_, before) => instrument is ObservableInstrument<long> ? count : before + count));
        _listener.Start();
    }

    public long Of(string name)
    {
        _listener.RecordObservableInstruments();
        return _counts.GetValueOrDefault(name);
    }

    public void Dispose() => _listener.Dispose();
}
