using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Images;

/// <summary>The calls and images that the tests of this folder share.</summary>
internal static class ImageCalls
{
    /// <summary>How an image with the program at /app/serve is run.</summary>
    public static JsonObject Execution => new()
    {
        ["Entrypoint"] = new JsonArray("/app/serve"),
        ["Cmd"] = new JsonArray("app.handler"),
        ["Env"] = new JsonArray("PATH=/app:/usr/bin", "OF_IMAGE=yes", "LANG=C"),
        ["WorkingDir"] = "/app",
    };

    public static LayerEntry Program(string path = "app/serve") => LayerEntry.Program(path, TestProgram.Bytes);

    /// <summary>The parameters of a CreateFunction.</summary>
    public static JsonObject Creation(string name, string uri, JsonObject? more = null)
    {
        JsonObject parameters = new()
        {
            ["FunctionName"] = name,
            ["PackageType"] = "Image",
            ["Role"] = FunctionCalls.Role,
            ["Timeout"] = 60,
            ["Code"] = new JsonObject { ["ImageUri"] = uri },
        };
        foreach ((string member, JsonNode? value) in more ?? [])
        {
            parameters[member] = value?.DeepClone();
        }

        return parameters;
    }

    /// <summary>Creates a function, waits until it is active, and answers its name.</summary>
    public static async Task<string> CreateImageAsync(this AwsClient client, string uri, JsonObject? more = null)
    {
        string name = FunctionCalls.NewName();
        await client.LambdaAsync("CreateFunction", Creation(name, uri, more));
        await client.ReadyAsync(name);
        return name;
    }

    /// <summary>Creates a function that cannot become active, and answers what is told of it.</summary>
    public static async Task<JsonObject> CreateBrokenAsync(this AwsClient client, string uri)
    {
        string name = FunctionCalls.NewName();
        await client.LambdaAsync("CreateFunction", Creation(name, uri));
        return await Hosting.Wait.ForAsync<JsonObject>($"{name} to have failed", async () =>
        {
            JsonObject configuration = await client.LambdaAsync("GetFunctionConfiguration", new JsonObject { ["FunctionName"] = name });
            Assert.NotEqual("Active", (string?)configuration["State"]);
            return (string?)configuration["State"] == "Failed" ? configuration : null;
        });
    }

    /// <summary>Has the program look at something.</summary>
    public static async Task<JsonNode?> AskAsync(this AwsClient client, string function, string what, string path = "", string text = "") =>
        (await client.InvokeAsync(function, new JsonObject { ["do"] = what, ["path"] = path, ["text"] = text }.ToJsonString())).Json;

    public static async Task UpdateImageAsync(this AwsClient client, string function, string uri, bool publish = false)
    {
        await client.LambdaAsync("UpdateFunctionCode", new JsonObject { ["FunctionName"] = function, ["ImageUri"] = uri, ["Publish"] = publish });
        await client.ReadyAsync(function);
    }
}
