using System.Text.Json.Nodes;

namespace Mayfly.Functional.Tests.Wire;

/// <summary>A real client of Lambda, with the model that it has.</summary>
internal abstract class WireClient(ServiceModel model)
{
    /// <summary>All clients by the name that tests give them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["boto3", "sdk", "cli"];

    /// <summary>What this client knows of Lambda.</summary>
    public ServiceModel Model { get; } = model;

    public static WireClient Named(string name) => name switch
    {
        "boto3" => Boto3WireClient.Instance,
        "sdk" => SdkWireClient.Instance,
        _ => CliWireClient.Instance,
    };

    /// <summary>Makes a call and answers the output as the client shows it.</summary>
    /// <exception cref="Clients.AwsCallException">The service refused.</exception>
    public abstract Task<JsonObject> CallAsync(Uri endpoint, string account, string operation, JsonObject parameters);
}
