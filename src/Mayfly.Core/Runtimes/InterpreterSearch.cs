namespace Mayfly.Core.Runtimes;

/// <summary>Lists the programs on this machine that may be interpreters of a pack, those that the operator named first.</summary>
internal sealed class InterpreterSearch
{
    private static readonly string[] Inside = ["", "bin", "*/bin", "versions/*/bin", "node_modules/node-linux-*/bin"];
    private readonly IReadOnlyList<string> _configured;
    private readonly string _home;
    private readonly IReadOnlyList<string> _path;

    /// <param name="configured">The operator's own folders.</param>
    /// <param name="home">The server's home folder, for "~".</param>
    /// <param name="path">The folders of PATH.</param>
    public InterpreterSearch(IReadOnlyList<string> configured, string home, IReadOnlyList<string> path)
    {
        _configured = configured;
        _home = home;
        _path = path;
    }

    /// <summary>Real paths of programs, each once, best first.</summary>
    public IReadOnlyList<string> Candidates(PackManifest manifest)
    {
        PackInterpreter interpreter = manifest.Interpreter!;
        string[] names = [.. interpreter.Names.SelectMany(name => manifest.Runtimes.Select(runtime => name.Replace("{version}", runtime.Version, StringComparison.Ordinal))).Distinct()];
        IEnumerable<string> folders = _configured.SelectMany(folder => Inside.Select(inside => Path.Combine(folder, inside)))
            .Concat(interpreter.Folders)
            .Concat(_path)
            .SelectMany(Expand);
        return [.. folders.SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .Select(RealProgram)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)];
    }

    private IEnumerable<string> Expand(string pattern)
    {
        string rooted = pattern.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(_home, pattern[2..]) : pattern;
        IEnumerable<string> folders = ["/"];
        foreach (string part in rooted.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            folders = part.Contains('*', StringComparison.Ordinal)
                ? folders.SelectMany(folder => Subfolders(folder, part))
                : folders.Select(folder => Path.Combine(folder, part));
        }

        return folders;
    }

    private static IEnumerable<string> Subfolders(string folder, string pattern)
    {
        try
        {
            return Directory.Exists(folder) ? Directory.GetDirectories(folder, pattern).Order(StringComparer.Ordinal) : [];
        }
        catch (UnauthorizedAccessException)
        {
            return []; // somebody else's folder on PATH
        }
    }

    /// <summary>Follows links to the program itself; null for what is no program, version managers' shell scripts among it.</summary>
    private static string? RealProgram(string path)
    {
        try
        {
            FileSystemInfo file = new FileInfo(path);
            if (!file.Exists)
            {
                return null;
            }

            string real = RealPath.Of(path);
            using FileStream stream = File.OpenRead(real);
            Span<byte> start = stackalloc byte[4];
            return stream.ReadAtLeast(start, 4, throwOnEndOfStream: false) == 4 && start.SequenceEqual("\u007fELF"u8) ? real : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
