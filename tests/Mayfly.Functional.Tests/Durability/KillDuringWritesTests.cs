using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Durability;

/// <summary>The server is killed in the middle of writes, again and again: all that was acknowledged is there afterwards, whole, and runs.</summary>
public sealed class KillDuringWritesTests : OwnServer
{
    private const int Rounds = 3;
    private const int Writers = 4;
    private const int AcknowledgedPerRound = 60;

    [Fact]
    public async Task Nothing_acknowledged_is_lost()
    {
        MayflyServer server = await StartAsync("Environments:MaximumStems", "0");
        ConcurrentDictionary<string, Acknowledged> acknowledged = new();
        for (int round = 0; round < Rounds; round++)
        {
            await WriteUntilKilledAsync(server, round, acknowledged);
            await server.StartAgainAsync();
            await CheckAsync(server, acknowledged);
        }

        await InvokeSomeAsync(server, acknowledged);
    }

    private static async Task WriteUntilKilledAsync(MayflyServer server, int round, ConcurrentDictionary<string, Acknowledged> acknowledged)
    {
        int before = acknowledged.Values.Sum(one => one.Writes);
        Task[] writers = [.. Enumerable.Range(0, Writers).Select(writer => WriteAsync(server, $"r{round}w{writer}", acknowledged))];
        await Wait.UntilAsync("the storm of writes", () =>
        {
            Assert.DoesNotContain(writers, writer => writer.IsCompleted);
            return acknowledged.Values.Sum(one => one.Writes) >= before + AcknowledgedPerRound;
        });
        server.Kill();
        await Task.WhenAll(writers);
    }

    /// <summary>Creates and configures functions until the server is gone.</summary>
    private static async Task WriteAsync(MayflyServer server, string prefix, ConcurrentDictionary<string, Acknowledged> acknowledged)
    {
        RawClient client = server.Raw();
        try
        {
            for (int number = 0; ; number++)
            {
                string name = $"{prefix}n{number}";
                FunctionSource source = FunctionSource.Node($"exports.handler = async () => '{name}' + process.env.VALUE;");
                await SendAsync(client, HttpMethod.Post, "/2015-03-31/functions", new JsonObject
                {
                    ["FunctionName"] = name,
                    ["Runtime"] = source.Runtime,
                    ["Handler"] = source.Handler,
                    ["Role"] = FunctionCalls.Role,
                    ["Environment"] = Variable(0),
                    ["Code"] = new JsonObject { ["ZipFile"] = Convert.ToBase64String(source.Archive) },
                });
                acknowledged[name] = new Acknowledged(0, 0);
                for (int value = 1; value <= 3; value++)
                {
                    acknowledged[name] = acknowledged[name] with { Asked = value };
                    await SettledAsync(client, name);
                    await SendAsync(client, HttpMethod.Put, $"/2015-03-31/functions/{name}/configuration", new JsonObject { ["Environment"] = Variable(value) });
                    acknowledged[name] = new Acknowledged(value, value);
                }
            }
        }
        catch (HttpRequestException)
        {
            // The server was killed, as it was to be.
        }
    }

    private static async Task SettledAsync(RawClient client, string name)
    {
        await Wait.UntilAsync($"{name} to be ready", async () =>
        {
            JsonObject configuration = (await client.SendAsync(HttpMethod.Get, $"/2015-03-31/functions/{name}/configuration")).Json;
            return (string?)configuration["State"] == "Active" && (string?)configuration["LastUpdateStatus"] == "Successful";
        });
    }

    private static async Task SendAsync(RawClient client, HttpMethod method, string path, JsonObject body)
    {
        RawAnswer answer = await client.SendAsync(method, path, body);
        Assert.True(answer.Status is 200 or 201, $"{method} {path}: {answer.Status} {answer.Text}");
    }

    private static async Task CheckAsync(MayflyServer server, ConcurrentDictionary<string, Acknowledged> acknowledged)
    {
        RawClient client = server.Raw();
        foreach ((string name, Acknowledged writes) in acknowledged)
        {
            RawAnswer answer = await client.SendAsync(HttpMethod.Get, $"/2015-03-31/functions/{name}/configuration");
            Assert.True(answer.Status == 200, $"{name} was acknowledged and is lost.");
            int value = int.Parse((string)answer.Json["Environment"]!["Variables"]!["VALUE"]!, System.Globalization.CultureInfo.InvariantCulture);

            // The last write may have been done without having been acknowledged; nothing older may come back.
            Assert.InRange(value, writes.Written, writes.Asked);
            acknowledged[name] = new Acknowledged(value, value);
        }
    }

    private static async Task InvokeSomeAsync(MayflyServer server, ConcurrentDictionary<string, Acknowledged> acknowledged)
    {
        AwsClient lambda = server.Boto3();
        foreach ((string name, Acknowledged writes) in acknowledged.OrderBy(one => one.Key, StringComparer.Ordinal).Where((_, index) => index % 10 == 0))
        {
            await lambda.ReadyAsync(name);
            Assert.Equal($"\"{name}{writes.Written}\"", (await lambda.InvokeAsync(name)).Payload);
        }
    }

    private static JsonObject Variable(int value) => new() { ["Variables"] = new JsonObject { ["VALUE"] = $"{value}" } };

    /// <param name="Written">The value that is certainly stored.</param>
    /// <param name="Asked">The value that may be.</param>
    private sealed record Acknowledged(int Written, int Asked)
    {
        public int Writes => Written + 1;
    }
}
