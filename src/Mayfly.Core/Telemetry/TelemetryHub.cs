using Mayfly.Sandbox;

namespace Mayfly.Core.Telemetry;

/// <summary>
/// Passes an environment's events on to the extensions that have subscribed. What happens before they can is kept until the Init phase is over, up to a
/// bound. Without subscribers nothing is composed or kept after that.
/// </summary>
/// <param name="isJson">Whether the function writes its log as JSON.</param>
/// <param name="time">For the subscribers' timers.</param>
internal sealed class TelemetryHub(bool isJson, TimeProvider time) : IAsyncDisposable
{
    /// <summary>What is kept of the Init phase at most, bytes.</summary>
    private const long KeptLimit = 256 * 1024;

    private readonly Lock _gate = new();
    private List<KeptEvent>? _kept = [];
    private long _keptBytes;
    private volatile TelemetrySubscriber[] _subscribers = [];
    private ISandbox? _sandbox;

    /// <summary>Whether events are wanted. To be asked before one is composed.</summary>
    public bool IsListening => _kept is not null || _subscribers.Length > 0;

    /// <summary>Where subscribers are reached.</summary>
    public void Connect(ISandbox sandbox) => _sandbox = sandbox;

    /// <summary>Passes on an event of the platform: a JSON object.</summary>
    public void Tell(TelemetryEventKind kind, ReadOnlySpan<byte> json)
    {
        if (IsListening)
        {
            Pass(new KeptEvent(TelemetryTypes.Platform, kind, json.TrimEnd((byte)'\n').ToArray(), null));
        }
    }

    /// <summary>Passes on a log line of the function's or of an extension's.</summary>
    public void Tell(TelemetryTypes type, DateTimeOffset at, ReadOnlySpan<byte> line)
    {
        if (!IsListening)
        {
            return;
        }

        line = line.TrimEnd((byte)'\n');
        bool isObject = isJson && type == TelemetryTypes.Function && TelemetryLine.IsObject(line);
        Pass(new KeptEvent(type, default, TelemetryLine.Compose(type, at, line, asObject: false), isObject ? TelemetryLine.Compose(type, at, line, asObject: true) : null));
    }

    /// <summary>Adds a subscriber, which gets what has been kept.</summary>
    /// <returns>Null, or why not.</returns>
    public SubscriptionRefusal? TrySubscribe(TelemetrySubscription subscription)
    {
        lock (_gate)
        {
            if (Array.Find(_subscribers, one => one.Subscription.Extension == subscription.Extension) is TelemetrySubscriber known)
            {
                return known.Subscription.Api == subscription.Api ? SubscriptionRefusal.Duplicate : SubscriptionRefusal.OtherApi;
            }

            if (_kept is null || _sandbox is null)
            {
                return SubscriptionRefusal.Closed;
            }

            ITelemetrySink sink = subscription.Destination.Http ? new HttpSink(subscription.Destination, _sandbox) : new TcpSink(subscription.Destination, _sandbox);
            TelemetrySubscriber subscriber = new(subscription, sink, time);
            foreach (KeptEvent kept in _kept)
            {
                kept.GiveTo(subscriber);
            }

            _subscribers = [.. _subscribers, subscriber];
            return null;
        }
    }

    /// <summary>The Init phase is over: nobody may subscribe any more.</summary>
    public void CloseSubscriptions()
    {
        lock (_gate)
        {
            _kept = null;
        }
    }

    public Task FlushAsync() => Task.WhenAll(_subscribers.Select(static one => one.FlushAsync()));

    public async ValueTask DisposeAsync()
    {
        CloseSubscriptions();
        foreach (TelemetrySubscriber subscriber in _subscribers)
        {
            await subscriber.DisposeAsync();
        }
    }

    private void Pass(in KeptEvent item)
    {
        lock (_gate)
        {
            foreach (TelemetrySubscriber subscriber in _subscribers)
            {
                item.GiveTo(subscriber);
            }

            if (_kept is not null && _keptBytes + item.Text.Length <= KeptLimit)
            {
                _keptBytes += item.Text.Length;
                _kept.Add(item);
            }
        }
    }

    /// <summary>An event in its two forms: a log line that is an object is one to newer subscribers and a string to older ones.</summary>
    private readonly record struct KeptEvent(TelemetryTypes Type, TelemetryEventKind Kind, byte[] Text, byte[]? Object)
    {
        public void GiveTo(TelemetrySubscriber subscriber)
        {
            TelemetrySubscription subscription = subscriber.Subscription;
            if (Type == TelemetryTypes.Platform ? subscription.Wants(Kind) : subscription.Types.HasFlag(Type))
            {
                subscriber.Add(subscription.TakesObjects ? Object ?? Text : Text);
            }
        }
    }
}
