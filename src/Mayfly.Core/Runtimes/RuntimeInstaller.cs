using Mayfly.Sandbox;

namespace Mayfly.Core.Runtimes;

/// <summary>Binds a pack's runtime to an interpreter: fills the manifest's patterns with this machine's paths.</summary>
internal sealed class RuntimeInstaller
{
    private const string RuntimeFolder = "/var/runtime";
    private readonly IReadOnlyList<string> _sdkPaths;
    private readonly string _home;
    private readonly ArchiveFolders? _archives;

    public RuntimeInstaller(IReadOnlyList<string> sdkPaths, string home, ArchiveFolders? archives)
    {
        _archives = archives;
        _sdkPaths = sdkPaths;
        _home = home;
    }

    /// <returns>Null when the interpreter may not be shown to functions.</returns>
    public RuntimeInstallation? Install(RuntimePack pack, PackRuntime runtime, Interpreter? interpreter)
    {
        InterpreterPlacement? placement = interpreter is null ? null : InterpreterPlacement.Of(interpreter, _home);
        if (interpreter is not null && placement is null)
        {
            return null;
        }

        string Fill(string pattern) => pattern
            .Replace("{id}", runtime.Id, StringComparison.Ordinal)
            .Replace("{version}", runtime.Version, StringComparison.Ordinal)
            .Replace("{runtime}", RuntimeFolder, StringComparison.Ordinal)
            .Replace("{found}", interpreter?.Version, StringComparison.Ordinal)
            .Replace("{archive}", ArchiveFolders.Inside, StringComparison.Ordinal)
            .Replace("{interpreter}", placement?.Program, StringComparison.Ordinal);

        Dictionary<string, string> environment = new(StringComparer.Ordinal)
        {
            ["LANG"] = Locale.Default,
            ["TZ"] = ":UTC",
            ["LAMBDA_TASK_ROOT"] = "/var/task",
            ["LAMBDA_RUNTIME_DIR"] = RuntimeFolder,
        };
        foreach ((string name, string value) in pack.Manifest.Environment ?? new Dictionary<string, string>())
        {
            environment[name] = Fill(value);
        }

        SandboxMount? archive = interpreter is null || pack.Manifest.Archive is null ? null : _archives?.For(pack, interpreter);
        return new RuntimeInstallation
        {
            Runtime = runtime.Id,
            Pack = pack.Name,
            Description = interpreter is null ? null : $"{pack.Manifest.Language} {interpreter.Version} at {interpreter.Path}",
            InterpreterVersion = interpreter?.Version,
            Command = [.. pack.Manifest.Command.Select(Fill)],
            PlainCommand = pack.Manifest.PlainCommand is { } plain ? [.. plain.Select(Fill)] : null,
            Mounts = [new SandboxMount(pack.Folder, RuntimeFolder), .. placement?.Mounts ?? [], .. SdkMounts(pack.Manifest.Sdk), .. archive is null ? (SandboxMount[])[] : [archive]],
            Environment = environment,
            Entrypoint = pack.Manifest.Entrypoint,
            SupportsStems = pack.Manifest.Stems,
            Archive = archive is null ? null : new BootArchive(Path.Combine(archive.Source, ArchiveFolders.FileName), [.. pack.Manifest.Archive!.Select(Fill)]),
            RunsWrapper = pack.Manifest.RunsWrapper,
            BootsForMemory = pack.Manifest.MemoryAtBoot,
            BootVariables = new HashSet<string>(pack.Manifest.BootVariables ?? [], StringComparer.Ordinal),
        };
    }

    private IEnumerable<SandboxMount> SdkMounts(PackSdk? sdk)
        => sdk is null
            ? []
            : _sdkPaths.Select(path => Path.Combine(path, sdk.Folder))
                .Where(folder => Directory.Exists(Path.Combine(folder, sdk.Marker)))
                .Take(1)
                .Select(folder => new SandboxMount(folder, sdk.Target));
}
