using System.Diagnostics.CodeAnalysis;

namespace Mayfly.Core.Runtimes;

/// <summary>Reads the packs, finds this machine's interpreters, and answers which runtime identifiers can be served.</summary>
public sealed class RuntimeRegistry : IRuntimeRegistry
{
    private readonly Dictionary<string, RuntimeInstallation> _installations;
    private readonly Dictionary<string, string> _missing;
    private readonly IReadOnlyList<BootstrapPack> _bootstraps;

    private RuntimeRegistry(
        Dictionary<string, RuntimeInstallation> installations, Dictionary<string, string> missing, IReadOnlyList<BootstrapPack> bootstraps, IReadOnlyList<RuntimeStatus> statuses)
    {
        Statuses = statuses;
        _installations = installations;
        _missing = missing;
        _bootstraps = bootstraps;
        Installations = [.. installations.Values];
    }

    public IReadOnlyList<RuntimeInstallation> Installations { get; }

    public IReadOnlyList<RuntimeStatus> Statuses { get; }

    /// <summary>Looks at the packs and the machine once. Interpreters are asked for their version side by side, or not at all where the cache knows it.</summary>
    /// <exception cref="InvalidOperationException">The packs' folder or a manifest cannot be read, or a stand-in that the operator names does not run.</exception>
    public static async Task<RuntimeRegistry> DiscoverAsync(RuntimeOptions options, CancellationToken cancellation)
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        IReadOnlyList<RuntimePack> packs = RuntimePackReader.Read(options.PacksFolder ?? Path.Combine(AppContext.BaseDirectory, "runtimes"));
        InterpreterSearch search = new(options.SearchPaths, home, path);
        ArchiveFolders? archives = options.ArchivesFolder is null ? null : new ArchiveFolders(options.ArchivesFolder);
        RuntimeInstaller installer = new(options.SdkPaths, home, archives);
        ProbeCache cache = new(options.CacheFile);

        Dictionary<string, RuntimeInstallation> installations = new(StringComparer.Ordinal);
        Dictionary<string, string> missing = new(StringComparer.Ordinal);
        List<BootstrapPack> bootstraps = [];
        Interpreter[][] found = await Task.WhenAll(packs.Select(pack => InterpretersOfAsync(pack.Manifest, search, cache, cancellation)));
        IReadOnlyDictionary<string, Interpreter> standIns = await InterpreterStandIns.FindAsync(options.Interpreters, packs, cache, cancellation);
        cache.Save();

        foreach ((RuntimePack pack, Interpreter[] interpreters) in packs.Zip(found))
        {
            string? unbuilt = WhyUnbuilt(pack);
            foreach (PackRuntime runtime in pack.Manifest.Runtimes)
            {
                if (unbuilt is not null)
                {
                    missing[runtime.Id] = unbuilt;
                    continue;
                }

                RuntimeInstallation? installation = Fitting(runtime, interpreters, standIns).Select(interpreter => installer.Install(pack, runtime, interpreter)).FirstOrDefault(installed => installed is not null);
                if (installation is not null && pack.Manifest.Bootstrap is { } bootstrap)
                {
                    bootstraps.Add(new BootstrapPack(bootstrap, installation));
                }
                else if (installation is not null)
                {
                    installations[runtime.Id] = installation;
                }
                else
                {
                    missing[runtime.Id] = WhyMissing(pack.Manifest, runtime, interpreters);
                }
            }
        }

        archives?.RemoveOthers();
        IEnumerable<RuntimeStatus> statuses = packs.SelectMany(pack => pack.Manifest.Runtimes.Select(runtime => StatusOf(pack, runtime, installations, bootstraps)));
        return new RuntimeRegistry(installations, missing, bootstraps, [.. statuses]);
    }

    public bool TryResolve(string runtime, [NotNullWhen(true)] out RuntimeInstallation? installation, [NotNullWhen(false)] out string? whyNot)
    {
        if (_installations.TryGetValue(runtime, out installation))
        {
            whyNot = null;
            return true;
        }

        whyNot = _missing.TryGetValue(runtime, out string? known)
            ? known
            : $"No runtime pack of this installation serves {runtime}. It can run: {string.Join(", ", _installations.Keys)}.";
        return false;
    }

    public RuntimeInstallation? BootstrapFor(string runtime, string? handler)
        => handler is null ? null : _bootstraps.FirstOrDefault(pack => pack.Serves(runtime, handler))?.Installation;

    /// <summary>Best first; one null where the runtime needs no interpreter.</summary>
    private static IEnumerable<Interpreter?> Fitting(PackRuntime runtime, Interpreter[] interpreters, IReadOnlyDictionary<string, Interpreter> standIns)
    {
        if (runtime.Version is null)
        {
            return [null];
        }

        return standIns.TryGetValue(runtime.Id, out Interpreter? standIn) ? [standIn] : interpreters.Where(interpreter => interpreter.Serves(runtime.Version));
    }

    private static async Task<Interpreter[]> InterpretersOfAsync(PackManifest manifest, InterpreterSearch search, ProbeCache cache, CancellationToken cancellation)
    {
        if (manifest.Interpreter is null)
        {
            return [];
        }

        if (manifest.Interpreter.Frameworks is string frameworks)
        {
            return [.. search.Candidates(manifest).SelectMany(program => SideBySideVersions.Of(program, frameworks))];
        }

        Interpreter?[] probed = await Task.WhenAll(search.Candidates(manifest).Select(async program
            => await cache.VersionOfAsync(program, manifest.Interpreter.VersionArguments, cancellation) is { } version ? Interpreter.InBin(program, version) : null));
        return [.. probed.OfType<Interpreter>()];
    }

    private static RuntimeStatus StatusOf(RuntimePack pack, PackRuntime runtime, Dictionary<string, RuntimeInstallation> installations, List<BootstrapPack> bootstraps)
        => (installations.GetValueOrDefault(runtime.Id) ?? bootstraps.Select(bootstrap => bootstrap.Installation).FirstOrDefault(found => found.Runtime == runtime.Id)) is { } installation
            ? new RuntimeStatus(runtime.Id, pack.Name, pack.Manifest.Language, Available: true, installation.Description, HowToAdd: null)
            : new RuntimeStatus(runtime.Id, pack.Name, pack.Manifest.Language, Available: false, Found: null, WhyUnbuilt(pack) ?? HowToAdd(pack.Manifest, runtime));

    private static string? WhyUnbuilt(RuntimePack pack)
        => pack.Manifest.Built is { } built && !File.Exists(Path.Combine(pack.Folder, built.File))
            ? $"The runtime pack for {pack.Manifest.Language} was not built: {built.File} is not in {pack.Folder}. {built.HowTo}"
            : null;

    private static string WhyMissing(PackManifest manifest, PackRuntime runtime, Interpreter[] interpreters)
    {
        string found = interpreters.Length == 0 ? "none was found" : "found: " + string.Join(", ", interpreters.Select(interpreter => $"{interpreter.Version} at {interpreter.Path}"));
        return $"The runtime {runtime.Id} needs {manifest.Language} {runtime.Version}, which is not installed on this machine ({found}). {HowToAdd(manifest, runtime)} Then start the server again.";
    }

    private static string HowToAdd(PackManifest manifest, PackRuntime runtime)
        => manifest.Interpreter!.HowToAdd.Replace("{version}", runtime.Version, StringComparison.Ordinal);
}
