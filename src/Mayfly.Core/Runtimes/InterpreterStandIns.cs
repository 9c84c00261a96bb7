namespace Mayfly.Core.Runtimes;

/// <summary>Interpreters that the operator has named for a runtime whatever their version: for development on a machine that lacks the right one.</summary>
internal static class InterpreterStandIns
{
    /// <summary>The interpreters by runtime identifier.</summary>
    /// <exception cref="InvalidOperationException">A runtime is named that no pack serves by an interpreter, or a program that does not run: all such at once.</exception>
    public static async Task<IReadOnlyDictionary<string, Interpreter>> FindAsync(
        IReadOnlyDictionary<string, string> named, IReadOnlyList<RuntimePack> packs, ProbeCache cache, CancellationToken cancellation)
    {
        Dictionary<string, Interpreter> standIns = new(StringComparer.Ordinal);
        List<string> faults = [];
        foreach ((string runtime, string program) in named)
        {
            PackInterpreter? kind = packs.FirstOrDefault(pack => pack.Manifest.Runtimes.Any(candidate => candidate.Id == runtime))?.Manifest.Interpreter;
            if (kind is null or { Frameworks: not null })
            {
                faults.Add($"{runtime} is no runtime that an interpreter serves.");
            }
            else if (File.Exists(program) && await cache.VersionOfAsync(RealPath.Of(program), kind.VersionArguments, cancellation) is string version)
            {
                standIns[runtime] = Interpreter.InBin(RealPath.Of(program), version);
            }
            else
            {
                faults.Add($"{program}, named for {runtime}, does not run or does not tell its version.");
            }
        }

        return faults.Count == 0 ? standIns : throw new InvalidOperationException($"The setting Runtimes:Interpreters cannot be followed. {string.Join(' ', faults)}");
    }
}
