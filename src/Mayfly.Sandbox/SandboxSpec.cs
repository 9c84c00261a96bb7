namespace Mayfly.Sandbox;

/// <summary>What to run, on what files, within which limits.</summary>
public sealed record SandboxSpec
{
    /// <summary>The program and its arguments, as paths inside the sandbox.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The whole environment of the first process. The host adds AWS_LAMBDA_RUNTIME_API, and _LAMBDA_TELEMETRY_LOG_FD.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Host folders to show inside, all read-only, besides the system's own (/usr, /lib, a made /etc …).</summary>
    public required IReadOnlyList<SandboxMount> Mounts { get; init; }

    /// <summary>
    /// A host folder that is the root inside, read-only, in place of the system's own files; null for those. It has folders named proc, dev and tmp, and files named etc/hosts and
    /// etc/resolv.conf, none of them a link; what is in them is covered. Mounts find their places in it.
    /// </summary>
    public string? Root { get; init; }

    /// <summary>The first process's working directory, inside.</summary>
    public required string WorkingDirectory { get; init; }

    public required SandboxLimits Limits { get; init; }

    /// <summary>
    /// Whether the program waits, in a sandbox that is whole otherwise, until <see cref="ISandbox.Release"/>, and the sandbox with its other programs outlives it
    /// until disposed. Without, the end of the program is the end of all.
    /// </summary>
    public bool Held { get; init; }

    /// <summary>Where what the sandbox writes goes.</summary>
    public required ISandboxOutput Output { get; init; }
}
