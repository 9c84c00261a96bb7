using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Clients;

/// <summary>The calls that nearly every test makes.</summary>
internal static class FunctionCalls
{
    public const string Role = "arn:aws:iam::000000000000:role/any";

    /// <summary>A name that no other test uses.</summary>
    public static string NewName(string prefix = "f") => $"{prefix}-{Guid.NewGuid():N}"[..24];

    /// <summary>The parameters of a CreateFunction.</summary>
    public static JsonObject Creation(string name, FunctionSource source, JsonObject? more = null)
    {
        JsonObject parameters = new()
        {
            ["FunctionName"] = name,
            ["Runtime"] = source.Runtime,
            ["Handler"] = source.Handler,
            ["Role"] = Role,
            ["Timeout"] = 60,
            ["Code"] = new JsonObject { ["ZipFile"] = Blob.Of(source.Archive) },
        };
        foreach ((string member, JsonNode? value) in more ?? [])
        {
            parameters[member] = value?.DeepClone();
        }

        return parameters;
    }

    /// <summary>Creates a function, waits until it is active, and answers its name.</summary>
    public static async Task<string> CreateAsync(this AwsClient client, FunctionSource source, JsonObject? more = null)
    {
        string name = (string?)more?["FunctionName"] ?? NewName();
        await client.LambdaAsync("CreateFunction", Creation(name, source, more));
        await client.ReadyAsync(name);
        return name;
    }

    /// <summary>Waits until a function is active and its last update has gone through, and answers its configuration.</summary>
    public static Task<JsonObject> ReadyAsync(this AwsClient client, string name) => Wait.ForAsync<JsonObject>($"{name} to be ready", async () =>
    {
        JsonObject configuration = await client.LambdaAsync("GetFunctionConfiguration", new JsonObject { ["FunctionName"] = name });
        string? state = (string?)configuration["State"], update = (string?)configuration["LastUpdateStatus"];
        Assert.NotEqual("Failed", state);
        Assert.NotEqual("Failed", update);
        return state == "Active" && update == "Successful" ? configuration : null;
    });

    public static async Task<JsonObject> ConfigureAsync(this AwsClient client, string name, JsonObject changes)
    {
        changes["FunctionName"] = name;
        await client.LambdaAsync("UpdateFunctionConfiguration", changes);
        return await client.ReadyAsync(name);
    }

    public static async Task<JsonObject> UpdateCodeAsync(this AwsClient client, string name, FunctionSource source)
    {
        await client.LambdaAsync("UpdateFunctionCode", new JsonObject { ["FunctionName"] = name, ["ZipFile"] = Blob.Of(source.Archive) });
        return await client.ReadyAsync(name);
    }

    public static Task DeleteAsync(this AwsClient client, string name) => client.LambdaAsync("DeleteFunction", new JsonObject { ["FunctionName"] = name });

    /// <summary>Invokes and waits for the answer.</summary>
    public static async Task<InvokeAnswer> InvokeAsync(this AwsClient client, string name, string payload = "{}", JsonObject? more = null)
    {
        JsonObject parameters = new() { ["FunctionName"] = name, ["Payload"] = Blob.Of(payload) };
        foreach ((string member, JsonNode? value) in more ?? [])
        {
            parameters[member] = value?.DeepClone();
        }

        return InvokeAnswer.From(await client.FullCallAsync("lambda", "Invoke", parameters));
    }

    /// <summary>Invokes with LogType=Tail.</summary>
    public static Task<InvokeAnswer> InvokeWithTailAsync(this AwsClient client, string name, string payload = "{}")
        => client.InvokeAsync(name, payload, new JsonObject { ["LogType"] = "Tail" });
}
