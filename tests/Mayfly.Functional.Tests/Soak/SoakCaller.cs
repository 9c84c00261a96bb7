using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Soak;

/// <summary>One customer's mixed day with two functions, from creation to deletion. Every answer is checked.</summary>
internal sealed class SoakCaller(MayflyServer server, string prefix)
{
    private const string NodeSource = """
        exports.handler = async event => {
          if (event.fail) throw new Error('asked to');
          if (event.exit) process.exit(1);
          if (event.hang) await new Promise(r => setTimeout(r, 600000));
          console.log('x'.repeat(event.noise ?? 10));
          return [GENERATION, event.value];
        };
        """;

    private const string PythonSource = """
        import time
        def handler(event, context):
            if event.get('fail'): raise Exception('asked to')
            if event.get('exit'): raise SystemExit(1)
            if event.get('hang'): time.sleep(600)
            print('x' * event.get('noise', 10))
            return [GENERATION, event.get('value')]
        """;

    private readonly RawClient _client = server.Raw();
    private int _round;

    public async Task RoundAsync()
    {
        bool node = _round % 2 == 0;
        string name = $"{prefix}-{_round++}";
        await CreateAsync(name, node);
        await ValuesAsync(name, generation: 1, count: 10);
        await FailsAsync(name, """{"fail":true}""", node ? "Error" : "Exception");
        await FailsAsync(name, """{"exit":true}""", "Runtime.ExitError");
        if (_round % 4 == 0)
        {
            await FailsAsync(name, """{"hang":true}""", "Sandbox.Timedout");
        }

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ValuesAsync(name, generation: 1, count: 3)));
        await UpdateAsync(name, node);
        await ValuesAsync(name, generation: 2, count: 5);
        RawAnswer deleted = await _client.SendAsync(HttpMethod.Delete, $"/2015-03-31/functions/{name}");
        Assert.Equal(204, deleted.Status);
    }

    private async Task CreateAsync(string name, bool node)
    {
        FunctionSource source = Source(node, generation: 1);
        RawAnswer created = await _client.SendAsync(HttpMethod.Post, "/2015-03-31/functions", new JsonObject
        {
            ["FunctionName"] = name,
            ["Runtime"] = source.Runtime,
            ["Handler"] = source.Handler,
            ["Role"] = FunctionCalls.Role,
            ["Timeout"] = 10,
            ["MemorySize"] = 512,
            ["Code"] = new JsonObject { ["ZipFile"] = Convert.ToBase64String(source.Archive) },
        });
        Assert.True(created.Status == 201, created.Text);
        await ReadyAsync(name);
    }

    private async Task UpdateAsync(string name, bool node)
    {
        RawAnswer updated = await _client.SendAsync(
            HttpMethod.Put, $"/2015-03-31/functions/{name}/code", new JsonObject { ["ZipFile"] = Convert.ToBase64String(Source(node, generation: 2).Archive) });
        Assert.True(updated.Status == 200, updated.Text);
        await ReadyAsync(name);
    }

    private Task ReadyAsync(string name) => Wait.UntilAsync($"{name} to be ready", async () =>
    {
        JsonObject configuration = (await _client.SendAsync(HttpMethod.Get, $"/2015-03-31/functions/{name}/configuration")).Json;
        return (string?)configuration["State"] == "Active" && (string?)configuration["LastUpdateStatus"] == "Successful";
    });

    private async Task ValuesAsync(string name, int generation, int count)
    {
        for (int value = 0; value < count; value++)
        {
            RawAnswer answer = await _client.InvokeAsync(name, $$"""{"value":{{value}},"noise":{{value * 500}}}""");
            Assert.True(answer.Status == 200 && answer.Header("X-Amz-Function-Error") is null, $"{name}: {answer.Status} {answer.Text}");
            Assert.Equal($"[{generation},{value}]", JsonNode.Parse(answer.Body)!.ToJsonString());
        }
    }

    private async Task FailsAsync(string name, string payload, string type)
    {
        RawAnswer answer = await _client.InvokeAsync(name, payload);
        Assert.True(answer.Header("X-Amz-Function-Error") == "Unhandled", $"{name}: {answer.Status} {answer.Text}");
        Assert.Equal(type, (string?)answer.Json["errorType"]);
    }

    private static FunctionSource Source(bool node, int generation)
    {
        string number = generation.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return node
            ? FunctionSource.Node(NodeSource.Replace("GENERATION", number, StringComparison.Ordinal))
            : FunctionSource.Python(PythonSource.Replace("GENERATION", number, StringComparison.Ordinal));
    }
}
