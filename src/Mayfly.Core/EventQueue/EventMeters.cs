using System.Diagnostics.Metrics;

namespace Mayfly.Core.EventQueue;

/// <summary>What the queue counts, under AWS's names, each with the function's name. https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html</summary>
internal sealed class EventMeters : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _received;
    private readonly Histogram<double> _age;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _deliveryFailures;
    private readonly Counter<long> _deadLetterErrors;

    public EventMeters(IMeterFactory? factory = null)
    {
        _meter = factory?.Create("Mayfly") ?? new Meter("Mayfly");
        _received = _meter.CreateCounter<long>("AsyncEventsReceived");
        _age = _meter.CreateHistogram<double>("AsyncEventAge", "ms");
        _dropped = _meter.CreateCounter<long>("AsyncEventsDropped");
        _deliveryFailures = _meter.CreateCounter<long>("DestinationDeliveryFailures");
        _deadLetterErrors = _meter.CreateCounter<long>("DeadLetterErrors");
    }

    public void Received(string function) => _received.Add(1, Of(function));

    /// <summary>Milliseconds from acceptance to an attempt.</summary>
    public void Age(string function, long age) => _age.Record(age, Of(function));

    /// <summary>Ended without success, whether somebody is told or not, or gone with their function.</summary>
    public void Dropped(string function, long events) => _dropped.Add(events, Of(function));

    public void DeliveryFailed(string function) => _deliveryFailures.Add(1, Of(function));

    public void DeadLetterFailed(string function) => _deadLetterErrors.Add(1, Of(function));

    /// <summary>Shows how many events and messages for destinations wait.</summary>
    public void ObserveDepth(Func<long> waiting) => _meter.CreateObservableGauge("EventQueueDepth", waiting);

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Of(string function) => new("FunctionName", function);
}
