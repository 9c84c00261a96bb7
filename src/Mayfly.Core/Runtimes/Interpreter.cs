namespace Mayfly.Core.Runtimes;

/// <summary>An interpreter found on this machine: the real path of its program, and the version that it gives.</summary>
internal sealed record Interpreter(string Path, string Version)
{
    /// <summary>"20" is served by 20.20.2, "3.1" is not served by 3.11.2.</summary>
    public bool Serves(string version) => Version == version || Version.StartsWith(version + ".", StringComparison.Ordinal);
}
