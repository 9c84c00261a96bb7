using System.Globalization;

namespace Mayfly.Storage.Files.Logs;

/// <summary>Where things lie below the logs folder. Files are named by number, so that no customer's name ever reaches the file system.</summary>
internal sealed class LogFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly string _groups;

    public LogFolder(string root)
    {
        Root = root;
        _groups = Path.Combine(root, "groups");
        Make(root);
        Make(_groups);
    }

    public string Root { get; }

    public string Group(long groupId) => Path.Combine(_groups, groupId.ToString(CultureInfo.InvariantCulture));

    public void MakeGroup(long groupId) => Make(Group(groupId));

    /// <summary>The events of a segment.</summary>
    public string Data(long groupId, long segmentId) => Path.Combine(Group(groupId), segmentId.ToString(CultureInfo.InvariantCulture) + ".log");

    /// <summary>Where in the events each chunk lies.</summary>
    public string Index(long groupId, long segmentId) => Path.Combine(Group(groupId), segmentId.ToString(CultureInfo.InvariantCulture) + ".idx");

    public void DeleteSegment(long groupId, long segmentId)
    {
        if (Directory.Exists(Group(groupId)))
        {
            File.Delete(Data(groupId, segmentId));
            File.Delete(Index(groupId, segmentId));
        }
    }

    public void DeleteGroup(long groupId)
    {
        string folder = Group(groupId);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The groups that have a folder.</summary>
    public IEnumerable<long> GroupsOnDisk() =>
        Directory.EnumerateDirectories(_groups)
            .Select(folder => long.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : 0)
            .Where(id => id > 0);

    private static void Make(string folder)
    {
        if (Directory.Exists(folder))
        {
            // Whatever made it: log lines may hold what users wrote about, so nobody else on the machine reads them.
            File.SetUnixFileMode(folder, OwnerOnly);
            return;
        }

        Directory.CreateDirectory(folder, OwnerOnly);
    }
}
