using System.Runtime.InteropServices;
using System.Text;
using Mayfly.Sandbox.Interop;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Launching;

/// <summary>
/// A prepared start of a program as a child of the thread that will make it: with that thread's credentials and namespaces, and with no
/// descriptor but those named.
/// </summary>
internal sealed unsafe class ProcessSpawner : IDisposable
{
    private readonly CallScript.SpawnArguments* _arguments;
    private readonly string _path;

    /// <param name="path">The program.</param>
    /// <param name="arguments">From the program's name on.</param>
    /// <param name="environment">NAME=value.</param>
    /// <param name="descriptors">The child's descriptors: the handle at index n becomes descriptor n. Everything else is closed.</param>
    /// <param name="workingDirectory">Null to keep ours.</param>
    /// <param name="processGroup">The group that the child joins; 0 makes it the leader of a new one, null leaves it in ours.</param>
    public ProcessSpawner(
        string path,
        IReadOnlyList<string> arguments,
        IReadOnlyList<string> environment,
        ReadOnlySpan<SafeFileHandle> descriptors,
        string? workingDirectory = null,
        int? processGroup = null)
    {
        _path = path;
        _arguments = (CallScript.SpawnArguments*)NativeMemory.AllocZeroed((nuint)(sizeof(CallScript.SpawnArguments) + PosixSpawn.FileActionsSize + PosixSpawn.AttributesSize));
        _arguments->Actions = (byte*)(_arguments + 1);
        _arguments->Attributes = _arguments->Actions + PosixSpawn.FileActionsSize;
        _arguments->Path = (byte*)Marshal.StringToCoTaskMemUTF8(path);
        _arguments->Arguments = StringArray(arguments);
        _arguments->Environment = StringArray(environment);
        Check(PosixSpawn.InitFileActions(_arguments->Actions), "posix_spawn_file_actions_init", path);
        Check(PosixSpawn.InitAttributes(_arguments->Attributes), "posix_spawnattr_init", path);
        SetSignals(_arguments->Attributes, processGroup);
        Rearrange(_arguments->Actions, descriptors, path);
        if (workingDirectory is not null)
        {
            Check(PosixSpawn.AddChangeDirectory(_arguments->Actions, workingDirectory), "posix_spawn_file_actions_addchdir_np", workingDirectory);
        }
    }

    /// <summary>The child's number, once started.</summary>
    public int ProcessId => _arguments->Pid;

    /// <summary>Makes the start a step of a script.</summary>
    public void AddTo(CallScript script)
    {
        CallScript.SpawnArguments* arguments = _arguments;
        script.AddSpawn($"posix_spawn({_path})", arguments);
    }

    public void Dispose()
    {
        _ = PosixSpawn.DestroyFileActions(_arguments->Actions);
        _ = PosixSpawn.DestroyAttributes(_arguments->Attributes);
        Marshal.FreeCoTaskMem((nint)_arguments->Path);
        NativeMemory.Free(_arguments->Arguments);
        NativeMemory.Free(_arguments->Environment);
        NativeMemory.Free(_arguments);
    }

    private static void SetSignals(byte* attributes, int? processGroup)
    {
        // .NET ignores SIGPIPE and blocks some signals; a child must start with the defaults, or it would inherit that
        byte* signals = stackalloc byte[PosixSpawn.SignalSetSize];
        _ = PosixSpawn.FillSignals(signals);
        _ = PosixSpawn.SetDefaults(attributes, signals);
        _ = PosixSpawn.EmptySignals(signals);
        _ = PosixSpawn.SetMask(attributes, signals);
        const short Signals = PosixSpawn.SetSignalDefaults | PosixSpawn.SetSignalMask;
        _ = PosixSpawn.SetGroup(attributes, processGroup ?? 0);
        _ = PosixSpawn.SetFlags(attributes, processGroup is null ? Signals : (short)(Signals | PosixSpawn.SetProcessGroup));
    }

    private static void Rearrange(byte* actions, ReadOnlySpan<SafeFileHandle> descriptors, string path)
    {
        // two steps, through numbers above all of ours: otherwise putting one in its place could close another that is still to be moved
        int above = descriptors.Length;
        foreach (SafeFileHandle handle in descriptors)
        {
            above = Math.Max(above, (int)handle.DangerousGetHandle() + 1);
        }

        for (int i = 0; i < descriptors.Length; i++)
        {
            Check(PosixSpawn.AddDup2(actions, (int)descriptors[i].DangerousGetHandle(), above + i), "posix_spawn_file_actions_adddup2", path);
        }

        for (int i = 0; i < descriptors.Length; i++)
        {
            Check(PosixSpawn.AddDup2(actions, above + i, i), "posix_spawn_file_actions_adddup2", path);
        }

        // the server's own descriptors are close-on-exec; this holds even for one that some library opened without
        Check(PosixSpawn.AddCloseFrom(actions, descriptors.Length), "posix_spawn_file_actions_addclosefrom_np", path);
    }

    /// <summary>A null-terminated array of strings and the strings behind it, in one piece of memory.</summary>
    private static byte** StringArray(IReadOnlyList<string> strings)
    {
        int table = (strings.Count + 1) * sizeof(byte*);
        int size = table;
        foreach (string s in strings)
        {
            size += Encoding.UTF8.GetByteCount(s) + 1;
        }

        byte* block = (byte*)NativeMemory.Alloc((nuint)size);
        byte** pointers = (byte**)block;
        byte* next = block + table;
        for (int i = 0; i < strings.Count; i++)
        {
            pointers[i] = next;
            int length = Encoding.UTF8.GetBytes(strings[i], new Span<byte>(next, (int)(block + size - next)));
            next[length] = 0;
            next += length + 1;
        }

        pointers[strings.Count] = null;
        return pointers;
    }

    private static void Check(int error, string call, string subject)
    {
        if (error != 0)
        {
            throw new LinuxException($"{call}({subject})", error);
        }
    }
}
