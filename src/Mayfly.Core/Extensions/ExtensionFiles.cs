using Mayfly.Sandbox;
using Mayfly.Sandbox.RootFolders;

namespace Mayfly.Core.Extensions;

/// <summary>Finds a function's external extensions: every file directly in /opt/extensions, by the host's folders that will be mounted there.</summary>
internal static class ExtensionFiles
{
    /// <summary>Where they are in a sandbox.</summary>
    public const string Folder = "/opt/extensions";

    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>By name, as AWS starts them; of mounts at the same place the last one counts.</summary>
    public static IReadOnlyList<ExtensionFile> Find(IEnumerable<SandboxMount> mounts)
    {
        SortedDictionary<string, ExtensionFile> found = new(StringComparer.Ordinal);
        foreach (SandboxMount mount in mounts)
        {
            if (FolderIn(mount) is not DirectoryInfo folder || folder.LinkTarget is not null || !folder.Exists)
            {
                continue;
            }

            foreach (FileInfo file in folder.EnumerateFiles())
            {
                found[file.Name] = new ExtensionFile(file.Name, IsExecutable(file));
            }
        }

        return [.. found.Values];
    }

    /// <summary>Those of a container image. A link is followed as it will be in the sandbox.</summary>
    public static IReadOnlyList<ExtensionFile> Find(RootFolder root)
    {
        SortedDictionary<string, ExtensionFile> found = new(StringComparer.Ordinal);
        using RootedFile? folder = root.Find(Folder);
        foreach (string name in folder is { IsFolder: true } ? new DirectoryInfo(folder.HostPath + "/").EnumerateFileSystemInfos().Select(static one => one.Name) : [])
        {
            using RootedFile? file = root.Find($"{Folder}/{name}");
            if (file is { IsFile: true })
            {
                found[name] = new ExtensionFile(name, (file.Mode & UnixFileMode.OtherExecute) != 0);
            }
        }

        return [.. found.Values];
    }

    /// <summary>The part of a mounted folder that shows at /opt/extensions; null when none does.</summary>
    private static DirectoryInfo? FolderIn(SandboxMount mount) => mount.Target switch
    {
        "/opt" => new DirectoryInfo(Path.Combine(mount.Source, "extensions")),
        Folder => new DirectoryInfo(mount.Source),
        _ => null,
    };

    /// <summary>A link's target is known inside only; whether it can be run shows when it is.</summary>
    private static bool IsExecutable(FileInfo file) => file.LinkTarget is not null || (file.UnixFileMode & Executable) != 0;
}
