using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Mayfly.Conformance.Tests.Packs;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Conformance.Tests.Running;

/// <summary>The deployed fixtures: cases that want the same handler with the same configuration share a function.</summary>
internal sealed class ConformanceFunctions(MayflyServer server)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _shared = new();

    public Task<string> SharedAsync(ConformanceRuntime runtime, string handler, JsonObject configuration)
        => _shared.GetOrAdd($"{runtime.Name} {handler} {configuration.ToJsonString()}", _ => new Lazy<Task<string>>(() => NewAsync(runtime, handler, configuration))).Value;

    public async Task<string> NewAsync(ConformanceRuntime runtime, string handler, JsonObject configuration)
    {
        FunctionSource source = new(runtime.CreatedAs, handler, await FixturePackage.ForAsync(runtime));
        string name = FunctionCalls.NewName();
        await server.Sdk().CreateAsync(source, new JsonObject(configuration.Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))) { ["FunctionName"] = name });
        return name;
    }

    public Task DeleteAsync(string function) => server.Sdk().DeleteAsync(function);

    public Task<RawAnswer> InvokeAsync(string function, string payload, params (string Name, string Value)[] headers)
        => server.Raw().InvokeAsync(function, payload, headers);

    /// <summary>All that is in the function's log group once <paramref name="holds"/>, or at the last look.</summary>
    public async Task<string> LogAsync(string function, Func<string, bool> holds)
    {
        string log = "";
        try
        {
            await Wait.UntilAsync($"the log of {function}", async () =>
            {
                log = await ReadLogAsync(function);
                return holds(log);
            });
        }
        catch (TimeoutException)
        {
            // The caller says what it misses.
        }

        return log;
    }

    private async Task<string> ReadLogAsync(string function)
    {
        try
        {
            JsonObject found = await server.Sdk().LogsAsync("FilterLogEvents", new JsonObject { ["logGroupName"] = $"/aws/lambda/{function}" });
            return string.Concat(found["events"]!.AsArray().Select(one => $"{((string)one!["message"]!).TrimEnd('\n')}\n"));
        }
        catch (AwsCallException absent) when (absent.Code == "ResourceNotFoundException")
        {
            return "";
        }
    }
}
