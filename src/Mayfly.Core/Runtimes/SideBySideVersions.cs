namespace Mayfly.Core.Runtimes;

/// <summary>The versions that one program can run, each in a folder of its own, as .NET's host has its frameworks. Looked at, not asked for: the host itself may be older.</summary>
internal static class SideBySideVersions
{
    /// <summary>All versions beside a program, the newest first.</summary>
    /// <param name="program">Its real path; the folder that it stands in is the whole installation.</param>
    /// <param name="frameworks">The folder of versions, relative to the program's.</param>
    public static IEnumerable<Interpreter> Of(string program, string frameworks)
    {
        string root = Path.GetDirectoryName(program)!;
        string folder = Path.Combine(root, frameworks);
        return !Directory.Exists(folder)
            ? []
            : Directory.GetDirectories(folder)
                .Select(path => (path, version: Version.TryParse(Path.GetFileName(path), out Version? version) ? version : null))
                .Where(found => found.version is not null && Directory.EnumerateFiles(found.path).Any())
                .OrderByDescending(found => found.version)
                .Select(found => new Interpreter(program, found.version!.ToString(), root));
    }
}
