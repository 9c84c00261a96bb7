namespace Mayfly.Sandbox.Unisolated;

/// <summary>
/// Stands in for mounts where there is no mount namespace: wherever a path inside a sandbox (/var/task/x) is named, the host's path of the
/// folder that would be mounted there is put instead.
/// </summary>
internal sealed class PathRewriting(IReadOnlyList<SandboxMount> mounts)
{
    // the last mounted covers earlier ones, and the deeper one covers part of the other
    private readonly SandboxMount[] _mounts = [.. mounts.Reverse().OrderByDescending(mount => mount.Target.Length)];

    /// <summary>A single path; others come back as they are.</summary>
    public string Path(string path)
    {
        foreach (SandboxMount mount in _mounts)
        {
            if (path == mount.Target || path.StartsWith(mount.Target + "/", StringComparison.Ordinal))
            {
                return mount.Source + path[mount.Target.Length..];
            }
        }

        return path;
    }

    /// <summary>A value that may be a path, or a list of paths as in PATH.</summary>
    public string Value(string value) => string.Join(':', value.Split(':').Select(Path));
}
