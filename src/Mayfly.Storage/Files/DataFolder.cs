using System.Globalization;
using System.Text;
using Mayfly.Storage.Encryption;
using Microsoft.Extensions.Options;

namespace Mayfly.Storage.Files;

/// <summary>
/// The data folder, locked for this process as long as this object lives. What is where:
/// <code>
/// lock, holder      the lock, and the process id of whoever holds it
/// keys/master.keys  the master keys, unless they are kept elsewhere
/// mayfly.db         functions (SQLite)
/// queue.db          events that wait to be run (SQLite), their contents encrypted
/// packages/ab/…     deployment packages, encrypted, named by the SHA-256 of the ZIP
/// images/…          container images, encrypted: lists of what they are made of, and their layers by digest
/// </code>
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    public DataFolder(IOptions<StorageOptions> options)
    {
        Root = Path.GetFullPath(options.Value.DataDirectory);
        CreatePrivate(Root);
        _lock = Lock();
        DatabaseFile = Path.Combine(Root, "mayfly.db");
        QueueFile = Path.Combine(Root, "queue.db");
        PackageDirectory = CreatePrivate(Path.Combine(Root, "packages"));
        string keyFile = options.Value.KeyFile ?? Path.Combine(CreatePrivate(Path.Combine(Root, "keys")), "master.keys");
        try
        {
            Keys = MasterKeys.Open(Path.GetFullPath(keyFile), mayCreate: !File.Exists(DatabaseFile));
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    public string Root { get; }

    public string DatabaseFile { get; }

    public string QueueFile { get; }

    public string PackageDirectory { get; }

    public MasterKeys Keys { get; }

    public void Dispose() => _lock.Dispose();

    /// <summary>Makes a folder that no other user can look into.</summary>
    internal static string CreatePrivate(string path)
    {
        try
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The folder {path} cannot be made: {failure.Message} Name another data folder, or mend its permissions.", failure);
        }

        return path;
    }

    private FileStream Lock()
    {
        string path = Path.Combine(Root, "lock");
        string holder = Path.Combine(Root, "holder");
        FileStream held;
        try
        {
            // FileShare.None is flock(2): the kernel gives it back however this process ends.
            held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken)
        {
            string who = File.Exists(holder) ? $" (process {File.ReadAllText(holder).Trim()})" : string.Empty;
            throw new StorageException($"The data folder {Root} is in use by another Mayfly server{who}. Stop that one, or name another data folder.", taken);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new StorageException($"The data folder {Root} cannot be written to: {refused.Message} Mend its permissions, or name another data folder.", refused);
        }

        File.WriteAllBytes(holder, Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        return held;
    }
}
