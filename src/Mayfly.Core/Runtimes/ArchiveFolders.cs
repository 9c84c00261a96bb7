using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mayfly.Sandbox;

namespace Mayfly.Core.Runtimes;

/// <summary>Where <see cref="BootArchive"/>s are kept: a folder for each pack and interpreter as they are now, shown read-only in the sandboxes of that runtime.</summary>
internal sealed class ArchiveFolders(string root)
{
    /// <summary>The file's name in its folder.</summary>
    public const string FileName = "boot";

    /// <summary>Its path inside a sandbox.</summary>
    public const string Inside = Target + "/" + FileName;

    private const string Target = "/var/archive";

    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>The folder for this pack and interpreter, made if need be; null when it cannot be made.</summary>
    public SandboxMount? For(RuntimePack pack, Interpreter interpreter)
    {
        string identity = $"{interpreter.Path}\n{interpreter.Version}\n{Contents(pack.Folder)}";
        string name = $"{pack.Name}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..12]}";
        try
        {
            // Sandboxes run as other users and must be able to read.
            const UnixFileMode readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
            string folder = Directory.CreateDirectory(Path.Combine(root, name), readable).FullName;
            _used.Add(name);
            return new SandboxMount(folder, Target);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Removes what belongs to packs and interpreters that are not there any more.</summary>
    public void RemoveOthers()
    {
        if (!Directory.Exists(root))
        {
            return;
        }

        foreach (string folder in Directory.GetDirectories(root).Where(folder => !_used.Contains(Path.GetFileName(folder))))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The pack's files as they are now: a line for each.</summary>
    private static string Contents(string folder) => string.Join('\n', new DirectoryInfo(folder)
        .EnumerateFiles("*", SearchOption.AllDirectories)
        .OrderBy(file => file.FullName, StringComparer.Ordinal)
        .Select(file => string.Create(CultureInfo.InvariantCulture, $"{file.FullName} {file.LastWriteTimeUtc.Ticks} {file.Length}")));
}
