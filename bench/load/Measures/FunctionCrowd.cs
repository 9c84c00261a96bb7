using System.Globalization;
using Mayfly.Bench.Load.Deployment;
using Mayfly.Bench.Load.Processes;

namespace Mayfly.Bench.Load.Measures;

/// <summary>Many distinct functions, made ahead by several clients at once.</summary>
internal static class FunctionCrowd
{
    private const int Clients = 8;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>Creates functions and waits until all are active.</summary>
    public static async Task<string[]> CreateAsync(MayflyServer server, Language language, string prefix, int count)
    {
        string[] names = [.. Enumerable.Range(0, count).Select(index => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{index}"))];
        int next = -1;
        Crowd.Run(Math.Min(Clients, count), _ =>
        {
            using LambdaApi api = new(server.Port);
            for (int index = Interlocked.Increment(ref next); index < names.Length; index = Interlocked.Increment(ref next))
            {
                api.StartCreating(names[index], language);
            }
        });

        using LambdaApi api = new(server.Port);
        foreach (string name in names)
        {
            await api.IsActiveAsync(name);
        }

        return names;
    }

    /// <summary>Deletes functions and waits until no runtime but stems is left.</summary>
    public static async Task DeleteAsync(MayflyServer server, IEnumerable<string> names)
    {
        using LambdaApi api = new(server.Port);
        foreach (string name in names)
        {
            api.Delete(name);
        }

        await Condition.HoldsAsync("the environments of deleted functions to end", s_patience, () => Environments.Of(server).Count == 0);
    }
}
