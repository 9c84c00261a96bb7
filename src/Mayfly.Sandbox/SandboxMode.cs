namespace Mayfly.Sandbox;

/// <summary>How sandboxes are made.</summary>
public enum SandboxMode
{
    /// <summary>Namespaces, cgroups and a system call filter, launched by bubblewrap. Needs root and cgroups.</summary>
    Bubblewrap,

    /// <summary>Plain processes of the server's own user: NO isolation. For machines that allow no more.</summary>
    Process,
}
