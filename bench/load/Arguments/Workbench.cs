namespace Mayfly.Bench.Load.Arguments;

/// <summary>Where things are, how long to measure, and a folder for what lives as long as the run.</summary>
internal sealed class Workbench : IDisposable
{
    public Workbench(BenchArguments arguments)
    {
        Root = arguments.Root;
        Quick = arguments.Quick;
        Settings = arguments.Settings;
        Scratch = Directory.CreateTempSubdirectory("mayfly-bench-").FullName;
    }

    public string Root { get; }

    public bool Quick { get; }

    /// <summary>Environment variables for every server.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>An empty folder of this run.</summary>
    public string Scratch { get; }

    /// <summary>Interleaved repetitions of each comparison.</summary>
    public int Repetitions => Quick ? 3 : 7;

    /// <summary>How long one side is loaded in one repetition.</summary>
    public TimeSpan LoadTime => TimeSpan.FromSeconds(Quick ? 1 : 3);

    /// <summary>How long a side is loaded at most before it is measured.</summary>
    public TimeSpan LongestWarmUp => TimeSpan.FromSeconds(Quick ? 2 : 40);

    /// <summary>Starts that are not counted: the server compiles its code for starting at the thirtieth call, the page cache fills.</summary>
    public int ColdStartWarmUps => Quick ? 4 : 36;

    /// <summary>Starts in a repetition of a cold-start comparison.</summary>
    public int ColdStartsPerRepetition => Quick ? 3 : 10;

    public string Server => Path.Combine(Root, "artifacts/server/mayfly-server.dll");

    public string PlaintextServer => Path.Combine(Root, "artifacts/bench/plaintext/Mayfly.Bench.Plaintext.dll");

    public string DirectServer => Path.Combine(Load, "baseline/server.mjs");

    public string NodeFunction => Path.Combine(Load, "functions/node");

    public string PythonFunction => Path.Combine(Load, "functions/python");

    private string Load => Path.Combine(Root, "bench/load");

    public void Dispose() => Directory.Delete(Scratch, recursive: true);
}
