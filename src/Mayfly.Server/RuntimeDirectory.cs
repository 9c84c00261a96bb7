using System.Security.Cryptography;
using System.Text;

namespace Mayfly.Server;

/// <summary>The folder for what lives only as long as the server, and this server's name on the machine; both follow from the data folder.</summary>
/// <param name="Path">Private to the server's user.</param>
/// <param name="Instance">Eight hexadecimal digits.</param>
internal sealed record RuntimeDirectory(string Path, string Instance)
{
    public static RuntimeDirectory For(string dataDirectory)
    {
        string instance = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataDirectory)))[..8];
        string parent = Environment.IsPrivilegedProcess
            ? "/run/mayfly"
            : System.IO.Path.Combine(Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") ?? System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"mayfly-{Environment.UserName}"), "mayfly");

        // Sandboxes run as other users and must be able to pass through to what is mounted from here; nobody but the server may list or write.
        const UnixFileMode passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        Directory.CreateDirectory(parent, passable);
        string path = System.IO.Path.Combine(parent, instance);
        Directory.CreateDirectory(path, passable);
        return new RuntimeDirectory(path, instance);
    }

    /// <summary>Takes the folder away when the server has stopped; what is still in it is the next start's to clean.</summary>
    public void RemoveIfEmpty()
    {
        if (Directory.Exists(Path) && !Directory.EnumerateFileSystemEntries(Path).Any())
        {
            Directory.Delete(Path);
        }
    }
}
