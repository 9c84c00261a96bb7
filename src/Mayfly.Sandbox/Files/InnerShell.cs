namespace Mayfly.Sandbox.Files;

/// <summary>
/// The shell that holds programs, and starts those that join a sandbox. Among the system's own files it is /bin/sh. A root of the customer's may have none, or another: there the
/// host's is shown below /dev, with the loader and the libraries that it runs by.
/// </summary>
internal static class InnerShell
{
    private const string ShownProgram = "/dev/.mayfly/sh";
    private const string ShownLibraries = "/dev/.mayfly/lib";

    private static readonly string[] s_usual = ["/bin/sh"];
    private static readonly Lazy<(string Folder, string Loader)> s_libraries = new(FindLibraries);

    /// <summary>The shell's command, to which its arguments are added.</summary>
    public static IReadOnlyList<string> For(SandboxSpec spec) =>
        spec.Root is null ? s_usual : [$"{ShownLibraries}/{s_libraries.Value.Loader}", "--library-path", ShownLibraries, ShownProgram];

    public static IEnumerable<MountTree> ShownTrees()
    {
        yield return MountTree.ReadOnly(s_libraries.Value.Folder, ShownLibraries);
        yield return MountTree.ReadOnly(File.ResolveLinkTarget("/bin/sh", returnFinalTarget: true)?.FullName ?? "/bin/sh", ShownProgram);
    }

    /// <summary>Where those are attached.</summary>
    public static void MakeMountPoints(string root)
    {
        Directory.CreateDirectory(root + ShownLibraries);
        File.WriteAllText(root + ShownProgram, "");
    }

    /// <summary>The C library's folder and loader: those that this process runs by, too.</summary>
    private static (string Folder, string Loader) FindLibraries()
    {
        string[] mapped = [.. File.ReadLines("/proc/self/maps").Select(static line => line[(line.LastIndexOf(' ') + 1)..])];
        string? library = Array.Find(mapped, static path => Path.GetFileName(path).StartsWith("libc.so", StringComparison.Ordinal) || Path.GetFileName(path).StartsWith("libc-2", StringComparison.Ordinal));
        string? loader = Array.Find(mapped, static path => Path.GetFileName(path).StartsWith("ld-", StringComparison.Ordinal));
        return library is null || loader is null || Path.GetDirectoryName(loader) != Path.GetDirectoryName(library)
            ? throw new SandboxLaunchException("The C library and its loader were not found beside each other, so that no shell can be shown in a container image's sandbox.")
            : (Path.GetDirectoryName(library)!, Path.GetFileName(loader));
    }
}
