using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;

namespace Mayfly.Functional.Tests.Wire;

/// <summary>@aws-sdk/client-lambda, from whose release our model is.</summary>
internal sealed class SdkWireClient() : WireClient(ServiceModel.Ours)
{
    public static SdkWireClient Instance { get; } = new();

    public override Task<JsonObject> CallAsync(Uri endpoint, string account, string operation, JsonObject parameters) =>
        new AwsClient(ClientDrivers.Sdk, endpoint, account, AwsClient.DefaultRegion).LambdaAsync(operation, parameters);
}
