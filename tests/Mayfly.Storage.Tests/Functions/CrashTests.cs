using System.Diagnostics;
using Mayfly.Core.Functions;
using Mayfly.Core.Packages;
using Mayfly.Storage.Tests.Support;

namespace Mayfly.Storage.Tests.Functions;

/// <summary>A server killed at any moment has lost nothing that it acknowledged.</summary>
public sealed class CrashTests
{
    private const string Nothing = "-";
    private const int Crashes = 15;

    [Fact]
    public async Task After_many_kills_at_random_moments_everything_acknowledged_is_there()
    {
        using TemporaryFolder folder = new();
        string data = folder.Of("data");
        Random random = new();
        Dictionary<string, string> acknowledged = [];
        Dictionary<string, string> begun = [];
        for (int crash = 0; crash < Crashes; crash++)
        {
            await WriteUntilKilledAsync(data, $"r{crash}", random.Next(1, 120), acknowledged, begun);
            await CheckAsync(data, acknowledged, begun);
        }

        Assert.True(acknowledged.Count > Crashes, "The writer wrote too little for this test to mean anything.");
    }

    private static async Task WriteUntilKilledAsync(string data, string round, int lines, Dictionary<string, string> acknowledged, Dictionary<string, string> begun)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Mayfly.Storage.CrashWriter.dll");
        using Process writer = Process.Start(new ProcessStartInfo("dotnet", [program, data, round]) { RedirectStandardOutput = true })!;
        for (int read = 0; await writer.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line; read++)
        {
            string[] parts = line.Split(' ');
            if (parts[0] == "?")
            {
                begun[parts[1]] = parts[2];
            }
            else if (parts[0] == "!")
            {
                acknowledged[parts[1]] = parts[2];
                begun.Remove(parts[1]);
            }

            // Kill is SIGKILL. What it had written to the pipe before is still read.
            if (read == lines)
            {
                writer.Kill();
            }
        }

        await writer.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(128 + 9, writer.ExitCode);
    }

    private static async Task CheckAsync(string data, Dictionary<string, string> acknowledged, Dictionary<string, string> begun)
    {
        await using Installation installation = await Installation.StartAsync(data);
        HashSet<string> packages = [];
        foreach (string name in acknowledged.Keys.Union(begun.Keys).ToList())
        {
            string found = await ReadAsync(installation, name, packages);
            string expected = acknowledged.GetValueOrDefault(name, Nothing);

            // A change whose acknowledgement was not seen may have happened or not, but not by half.
            Assert.True(found == expected || (begun.TryGetValue(name, out string? possible) && found == possible), $"{name}: found '{found}', acknowledged was '{expected}'.");
            acknowledged[name] = found;
        }

        begun.Clear();
        Assert.Equal(packages.Order(), installation.Get<IPackageStore>().List().Order());
        Assert.Empty(Directory.GetFiles(Path.Combine(data, "packages", "incoming")));
    }

    private static async Task<string> ReadAsync(Installation installation, string name, HashSet<string> packages)
    {
        FunctionLookup lookup = installation.Catalog.Find(new FunctionKey("000000000000", "us-east-1", name), null);
        if (lookup.Outcome == FunctionLookupOutcome.NotFound)
        {
            return Nothing;
        }

        Assert.Equal(FunctionLookupOutcome.Active, lookup.Outcome);
        packages.Add(lookup.Version!.PackageId);
        using CodeLease lease = await installation.Get<ICodeCache>().AcquireAsync(lookup.Version.PackageId, TestContext.Current.CancellationToken);
        string code = await File.ReadAllTextAsync(Path.Combine(lease.Directory, "index.js"), TestContext.Current.CancellationToken);
        Assert.Equal(code, lookup.Version.Environment["VALUE"]);
        return code;
    }
}
