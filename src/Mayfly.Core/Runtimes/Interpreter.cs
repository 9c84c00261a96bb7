namespace Mayfly.Core.Runtimes;

/// <summary>An interpreter found on this machine.</summary>
/// <param name="Path">The real path of its program.</param>
/// <param name="Version">The whole version.</param>
/// <param name="Prefix">The folder with everything that belongs to it.</param>
internal sealed record Interpreter(string Path, string Version, string? Prefix)
{
    /// <summary>A program in the usual place, PREFIX/bin.</summary>
    public static Interpreter InBin(string path, string version) => new(path, version, System.IO.Path.GetDirectoryName(System.IO.Path.GetDirectoryName(path)));

    /// <summary>"20" is served by 20.20.2, "3.1" is not served by 3.11.2.</summary>
    public bool Serves(string version) => Version == version || Version.StartsWith(version + ".", StringComparison.Ordinal);
}
