using System.Globalization;
using System.Text;
using Mayfly.Sandbox.Interop;
using Mayfly.Sandbox.Output;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Launching;

/// <summary>
/// Lets a sandbox live before and after its program: a shell is its first process, says that it runs, waits for a line, runs the program, tells its exit
/// status, and stays until it is killed. If the server ends meanwhile, so does the shell.
/// </summary>
internal sealed class ProgramHold : IWatched, IDisposable
{
    private readonly Lock _lock = new();
    private readonly SafeFileHandle _said;
    private readonly SafeFileHandle _open;
    private readonly StringBuilder _text = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private OutputPump? _pump;
    private Action<int>? _exited;
    private long _watchKey;

    private ProgramHold(SafeFileHandle said, SafeFileHandle open, SafeFileHandle[] childEnds)
    {
        _said = said;
        _open = open;
        ChildEnds = childEnds;
    }

    /// <summary>The shell's descriptors: where it speaks, and where it waits.</summary>
    public SafeFileHandle[] ChildEnds { get; }

    /// <summary>Completes when the sandbox is whole, or has ended.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Null when nothing is to be held. The child's ends are closed with <paramref name="handles"/>, and ours too unless released.</summary>
    public static ProgramHold? Make(bool held, ScopedHandles handles)
    {
        if (!held)
        {
            return null;
        }

        (SafeFileHandle said, SafeFileHandle say) = Pipe.Open(nonBlockingRead: true);
        (SafeFileHandle wait, SafeFileHandle open) = Pipe.Open(nonBlockingRead: false);
        return handles.Keep(new ProgramHold(said, open, [handles.Keep(say), handles.Keep(wait)]));
    }

    /// <summary>The command that holds <paramref name="command"/>, or that one itself without a hold.</summary>
    public static IReadOnlyList<string> Wrap(ProgramHold? hold, IReadOnlyList<string> shell, IReadOnlyList<string> command, int sayFd, int waitFd)
    {
        // the shell itself says nothing: it would name the signal that ended the program
        string script = $"""
            exec 7>&2 2>/dev/null
            echo >&{sayFd}; read -r go <&{waitFd} || exit 1
            "$0" "$@" 2>&7 7>&- {sayFd}>&- {waitFd}<&-
            echo $? >&{sayFd}; read -r end <&{waitFd}
            """;
        return hold is null ? command : [.. shell, "-c", script, .. command];
    }

    /// <summary>Begins to listen to the shell.</summary>
    /// <param name="pump">Watches the pipe.</param>
    /// <param name="exited">Gets the program's exit status as a shell tells it, on the pump's thread.</param>
    public void Start(OutputPump pump, Action<int> exited)
    {
        lock (_lock)
        {
            _pump = pump;
            _exited = exited;
            _watchKey = pump.Watch(_said, this);
        }
    }

    /// <summary>Lets the program start.</summary>
    public void Release() => WriteFd.All(_open, "\n"u8, "the sandbox's hold");

    public void OnReadable()
    {
        Span<byte> buffer = stackalloc byte[64];
        lock (_lock)
        {
            int count = ReadFd.Try(_said, buffer);
            if (count == -Errno.Eagain)
            {
                return;
            }

            if (count <= 0)
            {
                Unwatch();
                _ready.TrySetResult();
                return;
            }

            _ready.TrySetResult();
            _text.Append(Encoding.ASCII.GetString(buffer[..count]));
            string[] lines = _text.ToString().Split('\n');
            if (lines.Length > 2 && int.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out int status))
            {
                Unwatch();
                _exited!(status);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            Unwatch();
            _said.Dispose();
            _open.Dispose();
        }
    }

    private void Unwatch()
    {
        if (_watchKey != 0)
        {
            _pump!.Unwatch(_said, _watchKey);
            _watchKey = 0;
        }
    }
}
