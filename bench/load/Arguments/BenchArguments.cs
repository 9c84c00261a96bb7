namespace Mayfly.Bench.Load.Arguments;

/// <summary>What was said on the command line; bench/README.md lists the options.</summary>
/// <param name="Root">The repository.</param>
/// <param name="Only">Ids of the measures to take; empty for all.</param>
/// <param name="Quick">Fewer and shorter repetitions: to see that it works, never to be written down.</param>
/// <param name="Write">Whether to update bench/RESULTS.md.</param>
/// <param name="Settings">Environment variables for every server that is started, to see what a setting does.</param>
internal sealed record BenchArguments(string Root, IReadOnlySet<string> Only, bool Quick, bool Write, IReadOnlyDictionary<string, string> Settings)
{
    public static BenchArguments Parse(string[] arguments)
    {
        string? root = null;
        HashSet<string> only = new(StringComparer.OrdinalIgnoreCase);
        bool quick = false;
        bool write = false;
        Dictionary<string, string> settings = [];
        for (int i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--root":
                    root = ValueAfter(ref i);
                    break;
                case "--only":
                    only.UnionWith(ValueAfter(ref i).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
                    break;
                case "--quick":
                    quick = true;
                    break;
                case "--write":
                    write = true;
                    break;
                case "--set":
                    string[] pair = ValueAfter(ref i).Split('=', 2);
                    settings[pair[0]] = pair.ElementAtOrDefault(1) ?? throw new BenchException("--set wants NAME=VALUE.");
                    break;
                default:
                    throw new BenchException($"There is no option {arguments[i]}. The options are --only G1,G4, --set NAME=VALUE, and --quick or --write.");
            }
        }

        if (quick && write)
        {
            throw new BenchException("--quick is too short to be written down: leave one of --quick and --write out.");
        }

        return new BenchArguments(root ?? throw new BenchException("--root is missing: start the bench by bench/run."), only, quick, write, settings);

        string ValueAfter(ref int index) => ++index < arguments.Length ? arguments[index] : throw new BenchException($"{arguments[index - 1]} wants a value.");
    }
}
