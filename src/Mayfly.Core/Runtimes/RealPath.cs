namespace Mayfly.Core.Runtimes;

/// <summary>Resolves a path as realpath(3) does: links in any of its parts are followed.</summary>
internal static class RealPath
{
    /// <exception cref="IOException">A link cannot be followed.</exception>
    public static string Of(string path)
    {
        string real = "/";
        foreach (string part in Path.GetFullPath(path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            string next = Path.Combine(real, part);
            FileSystemInfo? target = new FileInfo(next).ResolveLinkTarget(returnFinalTarget: false);
            real = target is null ? next : Of(target.FullName);
        }

        return real;
    }
}
