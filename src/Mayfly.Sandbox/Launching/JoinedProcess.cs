using Mayfly.Sandbox.Interop;
using Mayfly.Sandbox.Output;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Launching;

/// <summary>A program that joined a live sandbox.</summary>
internal sealed class JoinedProcess : ISandboxProcess, IDisposable
{
    private readonly TaskCompletionSource<SandboxExit> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly OutputPipe _console;
    private readonly ProcessExit _exit;

    /// <param name="pump">Watches what follows.</param>
    /// <param name="launcher">Our child: the program, or a process outside that ends with it.</param>
    /// <param name="read">Reads how the program ended out of how that did.</param>
    /// <param name="console">The reading end of its output.</param>
    /// <param name="sink">Where that goes.</param>
    public JoinedProcess(OutputPump pump, SafeFileHandle launcher, Func<ProcessEnd, SandboxExit> read, SafeFileHandle console, ISandboxOutput sink)
    {
        _console = new OutputPipe(pump, console, SandboxOutputChannel.Console, sink, new Lock());
        _exit = new ProcessExit(pump, launcher, end => OnEnded(read(end)));
    }

    public Task<SandboxExit> Exited => _exited.Task;

    public void Start()
    {
        _console.Start();
        _exit.Start();
    }

    public void DrainOutput() => _console.Drain();

    public void ResumeOutput() => _console.Resume();

    public void Dispose() => _console.Dispose();

    private void OnEnded(SandboxExit exit)
    {
        try
        {
            DrainOutput();
        }
        finally
        {
            _exited.SetResult(exit);
        }
    }
}
