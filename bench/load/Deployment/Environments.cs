using Mayfly.Bench.Load.Processes;

namespace Mayfly.Bench.Load.Deployment;

/// <summary>Tells by /proc which processes are runtimes that belong to a function.</summary>
internal static class Environments
{
    public static IReadOnlyList<int> Of(MayflyServer server)
    {
        int[] stems = [.. Stems.Of(server)];
        return [.. ProcessTree.DescendantsOf(server.Id).Where(id => IsRuntime(id) && !stems.Contains(id))];
    }

    /// <summary>Launchers and the first processes of sandboxes have no such variable; what runs in a sandbox has.</summary>
    private static bool IsRuntime(int process) => ProcessFiles.Read(process, "environ").Contains("AWS_LAMBDA_RUNTIME_API=", StringComparison.Ordinal);
}
