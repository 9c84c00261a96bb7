using Mayfly.Bench.Load.Processes;

namespace Mayfly.Bench.Load.Deployment;

/// <summary>Tells from the outside, by /proc, which of a server's sandboxes are stems: booted runtimes that belong to no function yet.</summary>
internal static class Stems
{
    private const string EstablishedState = "01";
    private const int LooksAtRest = 4;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits until there is a stem, none is still booting, and all have been at rest for several looks.</summary>
    public static async Task AreReadyAsync(MayflyServer server, int atLeast = 1)
    {
        string before = "";
        int looksAtRest = 0;
        await Condition.HoldsAsync("stems to be ready and at rest", s_patience, () =>
        {
            int[] stems = [.. Of(server)];
            string now = string.Join(' ', stems.Select(static id => $"{id}:{ProcessFiles.RunTime(id)}"));
            looksAtRest = now == before && stems.Length >= atLeast && stems.All(Waits) ? looksAtRest + 1 : 0;
            before = now;
            return looksAtRest >= LooksAtRest;
        });
    }

    /// <summary>The runtime processes of all stems, booting or waiting.</summary>
    public static IEnumerable<int> Of(MayflyServer server) => ProcessTree.DescendantsOf(server.Id).Where(static id => BootedAsStem(id) && !HasCode(id));

    /// <summary>Whether a runtime's process began as a stem; it stays in its first environment, which /proc keeps.</summary>
    public static bool BootedAsStem(int runtime) => ProcessFiles.Read(runtime, "environ").Split('\0').Contains("MAYFLY_STEM=1");

    /// <summary>A stem that waits has its connection to the Runtime API, the only one in its network namespace.</summary>
    private static bool Waits(int stem)
        => ProcessFiles.Read(stem, "net/tcp").Split('\n').Skip(1).Any(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, _, _, EstablishedState, ..]);

    private static bool HasCode(int runtime)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(ProcessFiles.Path(runtime, "root/var/task")).Any();
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
