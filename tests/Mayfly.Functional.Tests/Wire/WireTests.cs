using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Mayfly.Contracts.Lambda;
using Mayfly.Functional.Tests.Clients;

namespace Mayfly.Functional.Tests.Wire;

/// <summary>
/// Calls of every operation, made from the model, through real clients: whatever a client sends is read by our contracts, and whatever our contracts
/// write is shown by the client, with every member there is and with none but the required ones.
/// </summary>
public sealed class WireTests
{
    public static MatrixTheoryData<string, string, bool> Calls => new(["boto3", "sdk"], LambdaOperations.All.Select(static operation => operation.Name), [true, false]);

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Nothing_is_lost(string client, string operation, bool full) => Assert.Equal([], await LossesAsync(WireClient.Named(client), operation, full));

    /// <summary>A command is a process: several at a time, and with all members only.</summary>
    [Fact]
    public async Task Nothing_is_lost_by_the_command()
    {
        ConcurrentBag<string> losses = [];
        await Parallel.ForEachAsync(LambdaOperations.All, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (operation, _) =>
        {
            foreach (string loss in await LossesAsync(WireClient.Named("cli"), operation.Name, full: true))
            {
                losses.Add(loss);
            }
        });

        Assert.Equal([], losses.Order(StringComparer.Ordinal));
    }

    /// <summary>Calls a server that reads and answers by our contracts; one line for each difference between what one side meant and the other had.</summary>
    private static async Task<IReadOnlyList<string>> LossesAsync(WireClient client, string operation, bool full)
    {
        if (!client.Model.Knows(operation))
        {
            return [];
        }

        await using MirrorServer mirror = new(full);
        JsonNode? sample = ServiceModel.Ours.Input(operation) is { } input ? new ModelSamples(ServiceModel.Ours, full).Make(input) : null;
        JsonObject sent = client.Model.Input(operation) is { } known ? client.Model.Known(known, sample)!.AsObject() : [];

        JsonObject shown;
        try
        {
            shown = await client.CallAsync(mirror.Endpoint, AwsClient.DefaultAccount, operation, sent);
        }
        catch (AwsCallException failure)
        {
            return [$"{operation} failed: {failure.Message}"];
        }

        // The events of a stream are not the contracts' to write.
        shown.Remove("EventStream");

        JsonNode? answered = client.Model.Output(operation) is { } output ? client.Model.Known(output, mirror.Answered) : new JsonObject();
        return
        [
            .. WireDifferences.Between(sent, mirror.Received, $"{operation} was sent"),
            .. WireDifferences.Between(answered, shown, $"{operation} was answered"),
        ];
    }
}
