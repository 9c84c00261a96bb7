using System.Text;
using Mayfly.Core.Logs;

namespace Mayfly.Core.Tests.Environments;

/// <summary>A log stream in memory.</summary>
internal sealed class MemoryLog : ILogStreamWriter
{
    public List<string> Events { get; } = [];

    public bool Append(DateTimeOffset timestamp, ReadOnlySpan<byte> message)
    {
        Events.Add(Encoding.UTF8.GetString(message));
        return true;
    }

    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) => default;

    public ValueTask DisposeAsync() => default;
}
