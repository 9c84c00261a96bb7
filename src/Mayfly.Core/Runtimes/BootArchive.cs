namespace Mayfly.Core.Runtimes;

/// <summary>What makes later boots of a runtime faster, such as Java's archive of loaded classes: made once in a sandbox, kept as long as pack and interpreter are the same.</summary>
/// <param name="File">Where it is kept on the host.</param>
/// <param name="Command">Writes it to its standard output, inside a sandbox with the runtime's own mounts and environment.</param>
public sealed record BootArchive(string File, IReadOnlyList<string> Command)
{
    /// <summary>Whether it has been made. An empty file says that there is none to be had.</summary>
    public bool IsThere => new FileInfo(File) is { Exists: true, Length: > 0 };
}
