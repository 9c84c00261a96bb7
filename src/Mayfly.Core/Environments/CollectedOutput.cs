using System.Buffers;
using Mayfly.Sandbox;

namespace Mayfly.Core.Environments;

/// <summary>Keeps all that a sandbox writes to its console.</summary>
internal sealed class CollectedOutput : ISandboxOutput
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public bool Receive(SandboxOutputChannel channel, ReadOnlySpan<byte> bytes)
    {
        if (channel == SandboxOutputChannel.Console)
        {
            lock (_bytes)
            {
                _bytes.Write(bytes);
            }
        }

        return true;
    }

    public byte[] ToArray()
    {
        lock (_bytes)
        {
            return _bytes.WrittenSpan.ToArray();
        }
    }
}
