namespace Mayfly.Server.Arguments;

/// <summary>How functions are kept apart from the machine and from each other.</summary>
internal enum SandboxMode
{
    /// <summary>Namespaces, cgroups, seccomp, own user ids.</summary>
    Bubblewrap,

    /// <summary>Plain processes: no isolation and no limits.</summary>
    Process,
}
