using System.Text.Json;
using System.Text.Json.Nodes;
using Mayfly.Contracts.Lambda;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.FrontDoor;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Tables;

namespace Mayfly.Functional.Tests.Wire;

/// <summary>Every operation of the running server, called through each real client (scenario.json): what the server sends is what the client shows, to the last member.</summary>
public sealed class ScenarioTests(SharedServer shared)
{
    private static readonly JsonObject[] _steps = [.. JsonNode.Parse(
        File.ReadAllText(Path.Combine(Repository.Root, "tests", "Mayfly.Functional.Tests", "Wire", "scenario.json")),
        documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!.AsArray().Select(static step => step!.AsObject())];

    public static TheoryData<string> Clients => new(WireClient.Names);

    [Fact]
    public void Every_operation_that_is_built_is_called()
    {
        IEnumerable<string> built = LambdaOperations.All.Select(static operation => operation.Name).Except(UnbuiltOperationsTests.Unbuilt, StringComparer.Ordinal);

        Assert.Equal(built.Order(StringComparer.Ordinal), _steps.Select(static step => (string)step["do"]!).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Nothing_is_lost_on_the_way(string name)
    {
        WireClient client = WireClient.Named(name);
        await using RecordingProxy proxy = new(shared.Server.Endpoint);
        string account = Placeholders.NewAccount(), function = FunctionCalls.NewName();
        Placeholders placeholders = new(account, function);
        List<string> losses = [];
        foreach (JsonObject step in _steps)
        {
            string operation = (string)step["do"]!;
            JsonObject parameters = placeholders.Fill(step["with"])!.AsObject();
            losses.AddRange(await CallAsync(client, proxy, account, operation, parameters));
            foreach ((string kept, JsonNode? path) in step["keep"]?.AsObject() ?? [])
            {
                placeholders.Kept[kept] = (string)((string)path!).Split('.').Aggregate((JsonNode)proxy.Answered, static (node, member) => node[member]!)!;
            }

            await SettledAsync(account, function);
        }

        Assert.Equal([], losses);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task What_is_not_built_says_so(string name)
    {
        WireClient client = WireClient.Named(name);
        await Parallel.ForEachAsync(UnbuiltOperationsTests.Unbuilt.Where(client.Model.Knows), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (operation, _) =>
        {
            JsonObject sample = client.Model.Input(operation) is { } input ? new ModelSamples(client.Model, full: false).Make(input)!.AsObject() : [];
            AwsCallException refused = await Assert.ThrowsAsync<AwsCallException>(() => client.CallAsync(shared.Server.Endpoint, AwsClient.DefaultAccount, operation, sample));

            Assert.Equal(("InvalidParameterValueException", $"The operation {operation} is not built yet on this server."), (refused.Code, refused.ServiceMessage));
        });
    }

    /// <summary>One call, by another client where this one is too old for it; one line for each difference.</summary>
    private static async Task<IReadOnlyList<string>> CallAsync(WireClient client, RecordingProxy proxy, string account, string operation, JsonObject parameters)
    {
        if (!client.Model.Knows(operation))
        {
            client = SdkWireClient.Instance;
        }

        JsonObject sent = client.Model.Input(operation) is { } input ? client.Model.Known(input, parameters)!.AsObject() : [];
        JsonObject shown;
        try
        {
            shown = await client.CallAsync(proxy.Endpoint, account, operation, sent);
        }
        catch (AwsCallException refused)
        {
            throw new InvalidOperationException($"{operation} was refused: {refused.Message}", refused);
        }

        JsonNode? answered = client.Model.Output(operation) is { } output ? client.Model.Known(output, proxy.Answered) : new JsonObject();
        IEnumerable<string> unknown = ServiceModel.Ours.Output(operation) is { } shape ? WireDifferences.Between(ServiceModel.Ours.Known(shape, proxy.Answered), proxy.Answered, $"{operation} answered") : [];
        return
        [
            .. WireDifferences.Between(sent, proxy.Received, $"{operation} was sent"),
            .. WireDifferences.Between(answered, shown, $"{operation} was answered"),
            .. unknown,
        ];
    }

    /// <summary>Waits until no change of the function is under way, if there is one.</summary>
    private Task SettledAsync(string account, string function) => Wait.UntilAsync("the function to be settled", async () =>
    {
        RawAnswer answer = await shared.Server.Raw(account).SendAsync(HttpMethod.Get, $"/2015-03-31/functions/{function}/configuration");
        return answer.Status != 200 || ((string?)answer.Json["State"] == "Active" && (string?)answer.Json["LastUpdateStatus"] == "Successful");
    });
}
