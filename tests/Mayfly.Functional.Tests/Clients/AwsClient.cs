using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Mayfly.Functional.Tests.Clients;

/// <summary>A real AWS client for one account and region of one server.</summary>
internal sealed class AwsClient(ClientDriver driver, Uri endpoint, string account, string region)
{
    public const string DefaultAccount = "000000000000";
    public const string DefaultRegion = "us-east-1";

    public string Account { get; } = account;

    public string Region { get; } = region;

    public Task<JsonObject> LambdaAsync(string operation, JsonObject? parameters = null) => CallAsync("lambda", operation, parameters);

    public Task<JsonObject> LogsAsync(string operation, JsonObject? parameters = null) => CallAsync("logs", operation, parameters);

    /// <summary>Makes a call that must be refused, and answers the refusal.</summary>
    public async Task<AwsCallException> RefusedAsync(string operation, JsonObject parameters, string service = "lambda")
        => await Assert.ThrowsAsync<AwsCallException>(() => CallAsync(service, operation, parameters));

    /// <summary>The answer's members.</summary>
    private async Task<JsonObject> CallAsync(string service, string operation, JsonObject? parameters)
    {
        JsonObject answer = await FullCallAsync(service, operation, parameters);
        return answer["body"]!.AsObject();
    }

    /// <summary>The answer's members ("body"), "status" and "headers".</summary>
    public Task<JsonObject> FullCallAsync(string service, string operation, JsonObject? parameters) => driver.CallAsync(CallOf(service, operation, parameters));

    /// <summary>Calls an operation that answers with a stream of events.</summary>
    public EventStreamCall Stream(string operation, JsonObject parameters)
    {
        Channel<JsonObject> events = Channel.CreateUnbounded<JsonObject>();
        return new EventStreamCall(events.Reader, driver.CallAsync(CallOf("lambda", operation, parameters), events.Writer));
    }

    private JsonObject CallOf(string service, string operation, JsonObject? parameters) => new()
    {
        ["endpoint"] = endpoint.GetLeftPart(UriPartial.Authority),
        ["account"] = Account,
        ["region"] = Region,
        ["service"] = service,
        ["operation"] = operation,
        ["parameters"] = parameters?.DeepClone() ?? new JsonObject(),
    };
}
