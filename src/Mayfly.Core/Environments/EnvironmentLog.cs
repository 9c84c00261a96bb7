using System.Buffers;
using System.Text;
using Mayfly.Core.Extensions;
using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;
using Mayfly.Core.Logs;
using Mayfly.Core.Logs.Lambda;
using Mayfly.Core.RuntimeApi;
using Mayfly.Core.Telemetry;
using Mayfly.Sandbox;

namespace Mayfly.Core.Environments;

/// <summary>
/// The log of one environment: what its processes write, cut into events, and Lambda's own lines between. One lock keeps their order; what is
/// written while an invocation runs is also kept for its tail.
/// </summary>
internal sealed class EnvironmentLog : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly ILogStreamWriter _writer;
    private readonly FunctionVersion _version;
    private readonly RuntimeVersion? _runtime;
    private readonly string _stream;
    private readonly TimeProvider _time;
    private readonly PlatformLog _platform;
    private readonly ApplicationLogFilter _filter;
    private readonly LogLineAssembler _console;
    private readonly LogFrameReader _telemetry;
    private readonly TailBuffer _tail = new();
    private readonly ArrayBufferWriter<byte> _line = new(256);
    private readonly ArrayBufferWriter<byte> _event = new(256);
    private readonly TelemetryHub _telemetryHub;
    private readonly CancellationTokenSource _ended = new();
    private ISandbox? _sandbox;
    private bool _keepTail;
    private bool _runtimeDoneTold;
    private bool _hasRoom = true;

    /// <param name="writer">The environment's log stream; disposed with this.</param>
    /// <param name="version">The function.</param>
    /// <param name="runtime">For INIT_START; null for a custom runtime.</param>
    /// <param name="stream">The log stream's name.</param>
    /// <param name="time">Stamps the events.</param>
    public EnvironmentLog(ILogStreamWriter writer, FunctionVersion version, RuntimeVersion? runtime, string stream, TimeProvider time)
    {
        _writer = writer;
        _version = version;
        _runtime = runtime;
        _stream = stream;
        _time = time;
        _platform = new PlatformLog(version.Logging);
        _filter = new ApplicationLogFilter(version.Logging);
        _telemetryHub = new TelemetryHub(version.Logging.Json, time);
        _console = new LogLineAssembler(line => Take(null, line));
        _telemetry = new LogFrameReader((_, level, message) => Take(level, message), line => Take(null, line));
    }

    /// <summary>Whose output to take up again when a full buffer has drained, and where those live who subscribe to telemetry.</summary>
    public void Connect(ISandbox sandbox)
    {
        _sandbox = sandbox;
        _telemetryHub.Connect(sandbox);
    }

    /// <summary>See <see cref="ISandboxOutput.Receive"/>.</summary>
    public bool Receive(SandboxOutputChannel channel, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (channel == SandboxOutputChannel.Console)
            {
                _console.Receive(bytes);
            }
            else
            {
                _telemetry.Receive(bytes);
            }

            if (_hasRoom)
            {
                return true;
            }

            _hasRoom = true;
        }

        _ = ResumeWhenThereIsRoomAsync();
        return false;
    }

    /// <summary>Takes what an external extension has written, by its own assembler of lines.</summary>
    public bool ReceiveOfExtension(LogLineAssembler lines, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            lines.Receive(bytes);
            if (_hasRoom)
            {
                return true;
            }

            _hasRoom = true;
        }

        _ = ResumeWhenThereIsRoomAsync();
        return false;
    }

    /// <summary>Takes one line of an extension's; called under the lock.</summary>
    public void TakeOfExtension(ReadOnlySpan<byte> line)
    {
        if (_telemetryHub.IsListening)
        {
            _telemetryHub.Tell(TelemetryTypes.Extension, _time.GetUtcNow(), line);
        }

        Append(line);
    }

    /// <summary>An extension subscribes to telemetry.</summary>
    public SubscriptionRefusal? Subscribe(TelemetrySubscription subscription)
    {
        lock (_gate)
        {
            SubscriptionRefusal? refusal = _telemetryHub.TrySubscribe(subscription);
            if (refusal is null)
            {
                DateTimeOffset now = _time.GetUtcNow();
                Write(_platform.Subscribed(_line, now, subscription));
                Tell(
                    subscription.Api == TelemetryApi.Telemetry ? TelemetryEventKind.TelemetrySubscription : TelemetryEventKind.LogsSubscription,
                    output => PlatformJson.Subscribed(output, now, subscription));
            }

            return refusal;
        }
    }

    /// <summary>Sends subscribers what they have not got yet.</summary>
    public Task FlushTelemetryAsync() => _telemetryHub.FlushAsync();

    public void InitStarted()
    {
        lock (_gate)
        {
            DateTimeOffset now = _time.GetUtcNow();
            PlatformInit init = new(_runtime?.Name, _runtime?.Arn, _version.Key.Name, _version.Version, _stream, _version.MemoryMb);
            Write(_platform.InitStart(_line, now, init));
            Tell(TelemetryEventKind.InitStart, output => PlatformJson.InitStart(output, now, init));
        }
    }

    /// <summary>The Init phase is over, well or not.</summary>
    /// <param name="duration">Its time.</param>
    /// <param name="phase">"init", or "invoke" when it was run again inside an invocation.</param>
    /// <param name="init">How it ended.</param>
    /// <param name="extensions">How far each extension came.</param>
    public void InitEnded(TimeSpan duration, string phase, in InitResult init, IReadOnlyList<ExtensionReport> extensions)
    {
        PlatformInitReport report = InvocationReports.Describe(duration, phase, init);
        lock (_gate)
        {
            FlushPartial();
            DateTimeOffset now = _time.GetUtcNow();
            Write(_platform.InitRuntimeDone(_line, now, report));
            Tell(TelemetryEventKind.InitRuntimeDone, output => PlatformJson.InitRuntimeDone(output, now, report));
            foreach (ExtensionReport extension in extensions)
            {
                Write(_platform.Extension(_line, now, extension));
                Tell(TelemetryEventKind.Extension, output => PlatformJson.Extension(output, now, extension));
            }

            Write(_platform.InitReport(_line, now, report));
            Tell(TelemetryEventKind.InitReport, output => PlatformJson.InitReport(output, now, report));
            _telemetryHub.CloseSubscriptions();
        }
    }

    /// <summary>An invocation begins: its tail starts here.</summary>
    public void Start(InvocationRequest request)
    {
        lock (_gate)
        {
            _keepTail = request.WantsLogTail;
            _runtimeDoneTold = false;
            DateTimeOffset now = _time.GetUtcNow();
            PlatformTrace? trace = PlatformTrace.OfSampled(request.TraceHeader);
            Write(_platform.Start(_line, now, request.RequestId, _version.Version, trace));
            if (_telemetryHub.IsListening)
            {
                TellStart(now, request.RequestId, trace);
            }
        }
    }

    /// <summary>The runtime has answered and extensions are still at work: those that wait for that hear of it now.</summary>
    public void RuntimeDone(InvocationRequest request, in InvocationReport report)
    {
        PlatformReport line = InvocationReports.Describe(_version, request, report);
        lock (_gate)
        {
            FlushPartial();
            EndRuntime(_time.GetUtcNow(), line);
        }
    }

    /// <summary>An invocation has ended and its output has been drained: writes the closing lines.</summary>
    /// <returns>The tail, when it was asked for.</returns>
    public byte[]? Finish(InvocationRequest request, in InvocationReport report)
    {
        PlatformReport line = InvocationReports.Describe(_version, request, report);
        lock (_gate)
        {
            FlushPartial();
            DateTimeOffset now = _time.GetUtcNow();
            if (report.Reply.Kind == RuntimeReplyKind.TimedOut)
            {
                Write(_platform.TimedOut(_line, now, request.RequestId, _version.Timeout));
            }
            else if (InvocationReports.FaultOf(request, report.Reply) is string fault)
            {
                WriteFault(now, fault);
            }

            EndRuntime(now, line);
            if (!_version.Logging.Json)
            {
                Write(_platform.End(_line, now, line));
            }

            Write(_platform.Report(_line, now, line));
            if (_telemetryHub.IsListening)
            {
                TellReport(now, line);
            }

            byte[]? tail = _keepTail ? _tail.ToArray() : null;
            _tail.Clear();
            _keepTail = false;
            return tail;
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            FlushPartial();
        }

        await _ended.CancelAsync();
        await _telemetryHub.DisposeAsync();
        await _writer.DisposeAsync();
    }

    private void WriteFault(DateTimeOffset now, string fault)
    {
        if (!_version.Logging.Json)
        {
            Encoding.UTF8.GetBytes(fault, _line);
            Write(true);
        }

        Tell(TelemetryEventKind.Fault, output => PlatformJson.Fault(output, now, fault));
    }

    private void EndRuntime(DateTimeOffset now, PlatformReport line)
    {
        if (_runtimeDoneTold)
        {
            return;
        }

        _runtimeDoneTold = true;
        if (_version.Logging.Json)
        {
            Write(_platform.End(_line, now, line));
        }

        if (_telemetryHub.IsListening)
        {
            TellRuntimeDone(now, line);
        }
    }

    // Methods of their own, because a method that captures variables pays for that even where it does not come to it.
    private void TellStart(DateTimeOffset now, string requestId, PlatformTrace? trace)
        => Tell(TelemetryEventKind.Start, output => PlatformJson.Start(output, now, requestId, _version.Version, trace));

    private void TellRuntimeDone(DateTimeOffset now, PlatformReport line)
        => Tell(TelemetryEventKind.RuntimeDone, output => PlatformJson.RuntimeDone(output, now, line));

    private void TellReport(DateTimeOffset now, PlatformReport line)
    {
        Tell(TelemetryEventKind.End, output => PlatformJson.End(output, now, line.RequestId));
        Tell(TelemetryEventKind.Report, output => PlatformJson.Report(output, now, line));
    }

    /// <summary>Passes an event on to those who have subscribed.</summary>
    private void Tell(TelemetryEventKind kind, Action<IBufferWriter<byte>> compose)
    {
        if (_telemetryHub.IsListening)
        {
            compose(_event);
            _telemetryHub.Tell(kind, _event.WrittenSpan);
            _event.ResetWrittenCount();
        }
    }

    private void FlushPartial()
    {
        _console.Flush();
        _telemetry.Flush();
    }

    /// <summary>Takes one of the function's own lines.</summary>
    private void Take(LambdaLogLevel? level, ReadOnlySpan<byte> line)
    {
        if (_telemetryHub.IsListening)
        {
            _telemetryHub.Tell(TelemetryTypes.Function, _time.GetUtcNow(), line);
        }

        if (_filter.Passes(line, level))
        {
            Append(line);
        }
    }

    /// <summary>Takes the line that was just composed, if one was.</summary>
    private void Write(bool composed)
    {
        if (composed)
        {
            Append(_line.WrittenSpan);
        }

        _line.ResetWrittenCount();
    }

    private void Append(ReadOnlySpan<byte> line)
    {
        _hasRoom &= _writer.Append(_time.GetUtcNow(), line);
        if (_keepTail)
        {
            _tail.Append(line);
            if (line is not [.., (byte)'\n'])
            {
                _tail.Append("\n"u8);
            }
        }
    }

    private async Task ResumeWhenThereIsRoomAsync()
    {
        try
        {
            await _writer.WaitForRoomAsync(_ended.Token);
            _sandbox?.ResumeOutput();
        }
        catch (Exception over) when (over is OperationCanceledException or ObjectDisposedException)
        {
            // The environment has ended; nobody waits any more.
        }
    }
}
