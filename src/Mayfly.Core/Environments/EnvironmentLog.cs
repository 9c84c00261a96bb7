using System.Buffers;
using System.Text;
using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;
using Mayfly.Core.Logs;
using Mayfly.Core.Logs.Lambda;
using Mayfly.Core.RuntimeApi;
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
    private readonly CancellationTokenSource _ended = new();
    private ISandbox? _sandbox;
    private bool _keepTail;
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
        _console = new LogLineAssembler(line => Take(null, line));
        _telemetry = new LogFrameReader((_, level, message) => Take(level, message), line => Take(null, line));
    }

    /// <summary>Whose output to take up again when a full buffer has drained.</summary>
    public void Connect(ISandbox sandbox) => _sandbox = sandbox;

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

    public void InitStarted()
    {
        lock (_gate)
        {
            Write(_platform.InitStart(
                _line, _time.GetUtcNow(), new PlatformInit(_runtime?.Name, _runtime?.Arn, _version.Key.Name, _version.Version, _stream, _version.MemoryMb)));
        }
    }

    /// <summary>The function's code did not come up.</summary>
    /// <param name="duration">How long it tried.</param>
    /// <param name="init">What went wrong.</param>
    /// <param name="phase">"init", after which it is run again inside the invocation; "invoke" for that second time.</param>
    public void InitFailed(TimeSpan duration, InitResult init, string phase)
    {
        (PlatformStatus status, string? errorType) = init.Kind switch
        {
            InitResultKind.TimedOut => (PlatformStatus.Timeout, null),
            InitResultKind.Error => (PlatformStatus.Error, init.ErrorType ?? "Runtime.Unknown"),
            _ => (PlatformStatus.Error, "Runtime.ExitError"),
        };
        lock (_gate)
        {
            FlushPartial();
            Write(_platform.InitReport(_line, _time.GetUtcNow(), new PlatformInitReport(duration, phase, status, errorType)));
        }
    }

    /// <summary>An invocation begins: its tail starts here.</summary>
    public void Start(InvocationRequest request)
    {
        lock (_gate)
        {
            _keepTail = request.WantsLogTail;
            Write(_platform.Start(_line, _time.GetUtcNow(), request.RequestId, _version.Version, trace: null));
        }
    }

    /// <summary>An invocation has ended and its output has been drained: writes the closing lines.</summary>
    /// <returns>The tail, when it was asked for.</returns>
    public byte[]? Finish(InvocationRequest request, in InvocationReport report)
    {
        PlatformReport line = Describe(request, report);
        lock (_gate)
        {
            FlushPartial();
            DateTimeOffset now = _time.GetUtcNow();
            if (report.Reply.Kind == RuntimeReplyKind.TimedOut)
            {
                Write(_platform.TimedOut(_line, now, request.RequestId, _version.Timeout));
            }
            else if (report.Reply.Kind == RuntimeReplyKind.Exited && !_version.Logging.Json)
            {
                WriteExit(request, report.Reply.Exit);
            }

            Write(_platform.End(_line, now, line));
            Write(_platform.Report(_line, now, line));
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
        await _writer.DisposeAsync();
    }

    private PlatformReport Describe(InvocationRequest request, in InvocationReport report) => new()
    {
        RequestId = request.RequestId,
        Duration = report.Duration,
        InitDuration = report.InitDuration,
        MemorySizeMb = _version.MemoryMb,
        MaxMemoryUsedMb = (int)Math.Min(_version.MemoryMb, (report.PeakMemoryBytes + (1 << 20) - 1) >> 20),
        Status = report.Reply.Kind switch
        {
            RuntimeReplyKind.Response => PlatformStatus.Success,
            RuntimeReplyKind.Error => PlatformStatus.Failure,
            RuntimeReplyKind.TimedOut => PlatformStatus.Timeout,
            _ => PlatformStatus.Error,
        },
        ErrorType = report.Reply.Kind switch
        {
            RuntimeReplyKind.Response or RuntimeReplyKind.TimedOut => null,
            RuntimeReplyKind.Error => report.Reply.ErrorType,
            RuntimeReplyKind.ResponseTooLarge => "Function.ResponseSizeTooLarge",
            _ => "Runtime.ExitError",
        },
        ProducedBytes = report.Reply.Body?.Length ?? 0,
    };

    private void WriteExit(InvocationRequest request, SandboxExit exit)
    {
        Encoding.UTF8.GetBytes($"RequestId: {request.RequestId} Error: {FailureDocument.ExitSentence(exit)}\nRuntime.ExitError\n", _line);
        Write(true);
    }

    private void FlushPartial()
    {
        _console.Flush();
        _telemetry.Flush();
    }

    /// <summary>Takes one of the function's own lines.</summary>
    private void Take(LambdaLogLevel? level, ReadOnlySpan<byte> line)
    {
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
