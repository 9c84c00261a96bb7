using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Interop;

/// <summary>
/// System calls prepared beforehand and then made one after another on the calling thread, with no managed code between them; what was
/// changed for their time (namespaces, credentials) is changed back, whether they succeed or fail.
/// </summary>
/// <remarks>
/// Why no managed code: any method call may make the runtime start a thread (tiered compilation, the thread pool), and a new thread
/// inherits the namespaces and credentials of the one that starts it, for ever.
/// </remarks>
internal sealed unsafe class CallScript : IDisposable
{
    private static readonly delegate* unmanaged<nint, nint, nint, nint, nint, nint, nint> s_syscall =
        (delegate* unmanaged<nint, nint, nint, nint, nint, nint, nint>)NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "syscall");

    private static readonly delegate* unmanaged<int*> s_errno =
        (delegate* unmanaged<int*>)NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "__errno_location");

    private static readonly delegate* unmanaged<int*, byte*, byte*, byte*, byte**, byte**, int> s_spawn =
        (delegate* unmanaged<int*, byte*, byte*, byte*, byte**, byte**, int>)NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "posix_spawn");

    private static readonly delegate* unmanaged<void> s_abort =
        (delegate* unmanaged<void>)NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "abort");

    private const int NoStep = -1;

    private readonly List<Step> _steps = [];
    private readonly List<string> _names = [];
    private readonly List<nint> _memory = [];
    private readonly List<SafeFileHandle> _handles = [];

    private struct Step
    {
        /// <summary>The call's number; 0 for posix_spawn, whose arguments <see cref="Spawn"/> points at.</summary>
        public nint Number, A, B, C, D, E;

        /// <summary>The step whose result is the first argument, or <see cref="NoStep"/>.</summary>
        public int AFrom;

        /// <summary>The call that takes this one back, or 0, with its arguments.</summary>
        public nint UndoNumber, UndoA, UndoB, UndoC;

        public SpawnArguments* Spawn;
        public nint Result;
    }

    internal struct SpawnArguments
    {
        public int Pid;
        public byte* Path;
        public byte* Actions;
        public byte* Attributes;
        public byte** Arguments;
        public byte** Environment;
    }

    /// <summary>Adds a call; its index.</summary>
    public int Add(string name, nint number, nint a = 0, nint b = 0, nint c = 0, nint d = 0, nint e = 0, int aFrom = NoStep) =>
        Add(name, new Step { Number = number, A = a, B = b, C = c, D = d, E = e, AFrom = aFrom });

    /// <summary>Adds a call, and another that takes it back at the end.</summary>
    public void AddUndone(string name, (nint Number, nint A, nint B, nint C) call, (nint Number, nint A, nint B, nint C) undo) =>
        Add(name, new Step
        {
            Number = call.Number,
            A = call.A,
            B = call.B,
            C = call.C,
            AFrom = NoStep,
            UndoNumber = undo.Number,
            UndoA = undo.A,
            UndoB = undo.B,
            UndoC = undo.C,
        });

    /// <summary>Adds a posix_spawn; the arguments must stay where they are until the script has run.</summary>
    public void AddSpawn(string name, SpawnArguments* spawn) => Add(name, new Step { AFrom = NoStep, Spawn = spawn });

    /// <summary>A zero-ended copy that lives as long as the script.</summary>
    public nint Text(string text) => Bytes(Encoding.UTF8.GetBytes(text + '\0'));

    public nint Bytes(ReadOnlySpan<byte> bytes)
    {
        nint copy = (nint)NativeMemory.Alloc((nuint)bytes.Length);
        bytes.CopyTo(new Span<byte>((void*)copy, bytes.Length));
        _memory.Add(copy);
        return copy;
    }

    /// <summary>A descriptor's number, held open as long as the script lives.</summary>
    public nint Fd(SafeFileHandle handle)
    {
        bool held = false;
        handle.DangerousAddRef(ref held);
        _handles.Add(handle);
        return handle.DangerousGetHandle();
    }

    /// <summary>Makes the calls. A failure is thrown when everything is as before.</summary>
    public void Run()
    {
        Span<Step> steps = CollectionsMarshal.AsSpan(_steps);
        int failed, errno;
        fixed (Step* first = steps)
        {
            failed = Execute(first, steps.Length, &errno, s_syscall, s_errno, s_spawn, s_abort);
        }

        if (failed >= 0)
        {
            throw new LinuxException(_names[failed], errno);
        }
    }

    /// <summary>What a step's call returned.</summary>
    public nint ResultOf(int step) => _steps[step].Result;

    public void Dispose()
    {
        _memory.ForEach(memory => NativeMemory.Free((void*)memory));
        _handles.ForEach(handle => handle.DangerousRelease());
    }

    private int Add(string name, Step step)
    {
        _names.Add(name);
        _steps.Add(step);
        return _steps.Count - 1;
    }

    // never tiered, and calls nothing but the addresses that it is given: see the remarks of the class
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static int Execute(
        Step* steps,
        int count,
        int* errno,
        delegate* unmanaged<nint, nint, nint, nint, nint, nint, nint> syscall,
        delegate* unmanaged<int*> errnoLocation,
        delegate* unmanaged<int*, byte*, byte*, byte*, byte**, byte**, int> spawn,
        delegate* unmanaged<void> abort)
    {
        int failed = NoStep;
        int done = 0;
        for (; done < count && failed == NoStep; done++)
        {
            Step* step = steps + done;
            if (step->Spawn != null)
            {
                SpawnArguments* s = step->Spawn;
                *errno = spawn(&s->Pid, s->Path, s->Actions, s->Attributes, s->Arguments, s->Environment);
                failed = *errno == 0 ? NoStep : done;
                continue;
            }

            nint a = step->AFrom == NoStep ? step->A : steps[step->AFrom].Result;
            step->Result = syscall(step->Number, a, step->B, step->C, step->D, step->E);
            if (step->Result < 0)
            {
                *errno = *errnoLocation();
                failed = done;
            }
        }

        for (int i = (failed == NoStep ? done : failed) - 1; i >= 0; i--)
        {
            // a thread with a stranger's identity or namespace must not go on, and no exception may hide that
            if (steps[i].UndoNumber != 0 && syscall(steps[i].UndoNumber, steps[i].UndoA, steps[i].UndoB, steps[i].UndoC, 0, 0) < 0)
            {
                abort();
            }
        }

        return failed;
    }
}
