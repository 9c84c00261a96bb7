using System.Net.Sockets;

namespace Mayfly.Sandbox;

/// <summary>One isolated process tree. Disposing kills all of it and gives its network, cgroups, mounts and user id back.</summary>
public interface ISandbox : IAsyncDisposable
{
    /// <summary>Unique on this machine; names the sandbox in logs and cgroups.</summary>
    string Id { get; }

    /// <summary>A listening socket that lives inside the sandbox's network namespace, at the address that its AWS_LAMBDA_RUNTIME_API names.</summary>
    Socket RuntimeApiListener { get; }

    /// <summary>Completes when the first process has ended, for whatever reason.</summary>
    Task<SandboxExit> Exited { get; }

    /// <summary>
    /// Gives a waiting stem to a function: sets the limits and brings the mounts into the live sandbox, read-only, before returning.
    /// Called at most once, and only before any code of the function runs.
    /// </summary>
    void Specialise(SandboxLimits limits, IReadOnlyList<SandboxMount> mounts);

    /// <summary>Lets a program go on that was launched held (<see cref="SandboxSpec.Held"/>). Called once.</summary>
    void Release();

    /// <summary>Starts one more program inside: among the first one's files and processes, as its user, within its limits, frozen and killed with it.</summary>
    /// <exception cref="SandboxLaunchException">The sandbox has ended, or the machine refused.</exception>
    Task<ISandboxProcess> StartAsync(SandboxProgram program);

    /// <summary>A TCP socket, not connected, that lives inside the sandbox's network namespace: 127.0.0.1 is the sandbox's own. Belongs to the caller.</summary>
    /// <exception cref="SandboxLaunchException">The sandbox has ended, or the machine refused.</exception>
    Socket OpenSocket();

    /// <summary>
    /// Ends the start's privilege: until this call a sandbox may use a whole vCPU (AWS does the same during Init) and block I/O is not throttled; from here on
    /// the shares of its memory size are in force. Idempotent. Called when Init is over; the memory limit holds from the start.
    /// </summary>
    void EndStartBoost();

    /// <summary>Stops every process of the sandbox from being scheduled. Idempotent.</summary>
    void Freeze();

    /// <summary>Undoes <see cref="Freeze"/>. Idempotent; returns once the processes may run.</summary>
    void Thaw();

    /// <summary>Sends a signal to the runtime's process (not to the launcher): 15 for a clean shutdown.</summary>
    void Signal(int signal);

    /// <summary>Reads, on the calling thread, everything that the sandbox has written to its output so far, so that it is in the log before what follows.</summary>
    void DrainOutput();

    /// <summary>Takes up reading again after the output sink answered false.</summary>
    void ResumeOutput();

    /// <summary>The most memory used since launch, bytes. Cheap: it is asked after every invocation.</summary>
    long PeakMemoryBytes();

    /// <summary>Peak memory since launch in bytes, and CPU time.</summary>
    SandboxUsage Usage();
}
