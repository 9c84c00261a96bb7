using Mayfly.Dotnet.Tests;

namespace Mayfly.PowerShell.Tests;

/// <summary>A package of scripts, in a folder of its own for as long as a test needs it.</summary>
internal sealed class ScriptPackage : IDisposable
{
    public ScriptPackage(params (string Path, string Text)[] files)
    {
        Folder = Directory.CreateTempSubdirectory("mayfly-powershell-").FullName;
        foreach ((string path, string text) in files)
        {
            string file = Path.Combine(Folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }

    public string Folder { get; }

    /// <summary>Runs one script, "script.ps1", on events.</summary>
    public static async Task<FunctionRun> RunAsync(string script, params string[] events)
    {
        using ScriptPackage package = new(("script.ps1", script));
        return await package.Api().RunHandlerAsync("script.ps1", events);
    }

    public FakeRuntimeApi Api(bool stem = false, Dictionary<string, string>? variables = null)
        => new() { Pack = "powershell", Folder = Folder, Stem = stem, Variables = variables ?? [] };

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
