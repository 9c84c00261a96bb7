using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Mayfly.Dotnet.Logging;

/// <summary>
/// Where log messages go: the platform's telemetry pipe, each framed so that one of many lines stays one event (type 4 bytes, length 4,
/// microseconds since 1970 8, text; all big-endian); or standard output where there is no pipe.
/// </summary>
internal sealed class LogSink
{
    private const string Variable = "_LAMBDA_TELEMETRY_LOG_FD";
    private const int HeaderBytes = 16;
    private const uint TextFrame = 0xA55A0003;
    private const int StandardOutput = 1;
    private readonly object _gate = new();
    private readonly int? _descriptor;
    private byte[] _buffer = new byte[1024];

    private LogSink(int? descriptor) => _descriptor = descriptor;

    /// <summary>For messages that nobody shall see.</summary>
    public static LogSink None { get; } = new(-1);

    /// <summary>Takes the descriptor out of the environment: the function's own code does not see it, nor do programs that it starts.</summary>
    public static LogSink Open()
    {
        string? text = Environment.GetEnvironmentVariable(Variable);
        Environment.SetEnvironmentVariable(Variable, null);
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int descriptor))
        {
            return new LogSink(null);
        }

        NativeCalls.SetCloseOnExec(descriptor, true);
        return new LogSink(descriptor);
    }

    /// <summary>Hands the pipe on to the program that this process is about to become.</summary>
    public void HandOn(IDictionary<string, string> environment)
    {
        if (_descriptor is int descriptor)
        {
            NativeCalls.SetCloseOnExec(descriptor, false);
            environment[Variable] = descriptor.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Writes one message. Without frames a line feed would end the event, so lines inside it are parted by carriage returns, as AWS does.</summary>
    public void Write(string message)
    {
        lock (_gate)
        {
            int header = _descriptor is null ? 0 : HeaderBytes;
            int most = header + Encoding.UTF8.GetMaxByteCount(message.Length + 1);
            byte[] frame = most <= _buffer.Length ? _buffer : most <= 64 * 1024 ? _buffer = new byte[most] : new byte[most];
            int length = Encoding.UTF8.GetBytes(header > 0 ? message : message.Replace('\n', '\r'), frame.AsSpan(header));
            frame[header + length++] = (byte)'\n';
            if (header > 0)
            {
                BinaryPrimitives.WriteUInt32BigEndian(frame, TextFrame);
                BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), length);
                BinaryPrimitives.WriteInt64BigEndian(frame.AsSpan(8), (DateTime.UtcNow - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
            }

            NativeCalls.WriteAll(_descriptor ?? StandardOutput, frame.AsSpan(0, header + length));
        }
    }
}
