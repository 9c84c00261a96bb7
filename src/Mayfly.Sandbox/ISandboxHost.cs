namespace Mayfly.Sandbox;

/// <summary>Launches sandboxes on this machine. There is one host a process; disposing it kills every sandbox it launched.</summary>
public interface ISandboxHost : IAsyncDisposable
{
    /// <summary>What this machine enforces and what it cannot, found at start.</summary>
    SandboxReport Report { get; }

    /// <summary>Whether <see cref="ISandbox.Specialise"/> works here. Without mount namespaces it does not: such a host gets no stems.</summary>
    bool CanSpecialise { get; }

    /// <summary>Whether <see cref="SandboxSpec.Root"/> works here.</summary>
    bool CanChangeRoot { get; }

    /// <summary>
    /// Starts a process tree as <paramref name="spec"/> says. When the task completes the sandbox's limits are in force, its Runtime API
    /// listener is open, and its first process is running or about to.
    /// </summary>
    /// <exception cref="SandboxLaunchException">The machine refused: the message tells which step and why.</exception>
    Task<ISandbox> LaunchAsync(SandboxSpec spec, CancellationToken cancellationToken);
}
