using Mayfly.Core.Environments;
using Mayfly.Core.Logs.Lambda;
using Mayfly.Sandbox;

namespace Mayfly.Core.Extensions;

/// <summary>What an external extension writes goes to its environment's log, line by line.</summary>
internal sealed class ExtensionOutput : ISandboxOutput
{
    private readonly EnvironmentLog _log;
    private readonly LogLineAssembler _lines;

    public ExtensionOutput(EnvironmentLog log)
    {
        _log = log;
        _lines = new LogLineAssembler(log.TakeOfExtension);
    }

    public bool Receive(SandboxOutputChannel channel, ReadOnlySpan<byte> bytes) => _log.ReceiveOfExtension(_lines, bytes);
}
