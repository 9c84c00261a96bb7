namespace Mayfly.Dotnet.Loading;

/// <summary>The shared frameworks beyond .NET itself that a function asks for, such as Microsoft.AspNetCore.App, as folders of this machine.</summary>
internal sealed class SharedFrameworks
{
    private const string Base = "Microsoft.NETCore.App";
    private readonly IReadOnlyList<string> _folders;

    private SharedFrameworks(IReadOnlyList<string> folders) => _folders = folders;

    /// <summary>For functions that need only .NET itself.</summary>
    public static SharedFrameworks None { get; } = new([]);

    /// <summary>Finds the newest installed version of each framework, in the major version that runs.</summary>
    /// <exception cref="Errors.LambdaValidationException">One is not installed.</exception>
    public static SharedFrameworks Of(RuntimeConfiguration configuration)
    {
        string shared = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", ".."));
        return new SharedFrameworks([.. configuration.Frameworks.Where(name => name != Base).Select(name => FolderOf(shared, name))]);
    }

    /// <summary>The path of an assembly; null when no framework has it.</summary>
    public string? Find(string? assembly) => _folders.Select(folder => Path.Combine(folder, assembly + ".dll")).FirstOrDefault(File.Exists);

    private static string FolderOf(string shared, string name)
    {
        string folder = Path.Combine(shared, name);
        IEnumerable<string> versions = Directory.Exists(folder) ? Directory.GetDirectories(folder) : [];
        return versions.Select(path => (path, version: Version.TryParse(Path.GetFileName(path), out Version? version) ? version : null))
            .Where(found => found.version?.Major == Environment.Version.Major)
            .OrderByDescending(found => found.version)
            .Select(found => found.path)
            .FirstOrDefault()
            ?? throw new Errors.LambdaValidationException($"The function needs the framework {name} {Environment.Version.Major}, which is not installed beside .NET on this machine.");
    }
}
