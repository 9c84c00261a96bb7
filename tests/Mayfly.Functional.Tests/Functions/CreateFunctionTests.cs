using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Functions;

/// <summary>The answer of CreateFunction, to the letter, and the states that follow.</summary>
public sealed class CreateFunctionTests(SharedServer shared)
{
    private static readonly FunctionSource Source = FunctionSource.Node("exports.handler = async () => 1;");

    [Fact]
    public async Task The_answer_has_every_member_that_AWS_gives()
    {
        string name = FunctionCalls.NewName();
        RawAnswer answer = await shared.Server.Raw().SendAsync(HttpMethod.Post, "/2015-03-31/functions", new JsonObject
        {
            ["FunctionName"] = name,
            ["Runtime"] = Source.Runtime,
            ["Handler"] = Source.Handler,
            ["Role"] = FunctionCalls.Role,
            ["Code"] = new JsonObject { ["ZipFile"] = Convert.ToBase64String(Source.Archive) },
        });

        Assert.Equal(201, answer.Status);
        JsonObject created = answer.Json;
        Assert.Matches("^[0-9a-f-]{36}$", (string?)created["RevisionId"]);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$", (string?)created["LastModified"]);
        Assert.Matches($"^arn:aws:lambda:us-east-1::runtime:[0-9a-f]{{64}}$", (string?)created["RuntimeVersionConfig"]!["RuntimeVersionArn"]);
        created.Remove("RevisionId");
        created.Remove("LastModified");
        created.Remove("RuntimeVersionConfig");
        AssertSameJson($$"""
            {
              "FunctionName": "{{name}}",
              "FunctionArn": "arn:aws:lambda:us-east-1:000000000000:function:{{name}}",
              "Runtime": "{{Source.Runtime}}",
              "Role": "{{FunctionCalls.Role}}",
              "Handler": "index.handler",
              "CodeSize": {{Source.Archive.Length}},
              "CodeSha256": "{{Convert.ToBase64String(SHA256.HashData(Source.Archive))}}",
              "Description": "",
              "Timeout": 3,
              "MemorySize": 128,
              "Version": "$LATEST",
              "TracingConfig": { "Mode": "PassThrough" },
              "State": "Pending",
              "StateReason": "The function is being created.",
              "StateReasonCode": "Creating",
              "PackageType": "Zip",
              "Architectures": ["x86_64"],
              "EphemeralStorage": { "Size": 512 },
              "SnapStart": { "ApplyOn": "None", "OptimizationStatus": "Off" },
              "LoggingConfig": { "LogFormat": "Text", "LogGroup": "/aws/lambda/{{name}}" }
            }
            """, created);
    }

    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task A_new_function_becomes_active(string client)
    {
        AwsClient lambda = shared.Server.Client(client);
        string name = await lambda.CreateAsync(Source);

        JsonObject ready = await lambda.ReadyAsync(name);

        Assert.Null(ready["StateReason"]);
        Assert.Null(ready["StateReasonCode"]);
        Assert.Null(ready["LastUpdateStatusReason"]);
    }

    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task Everything_that_was_given_comes_back(string client)
    {
        AwsClient lambda = shared.Server.Client(client);
        JsonObject given = new()
        {
            ["Description"] = "what it is for",
            ["Timeout"] = 17,
            ["MemorySize"] = 1024,
            ["EphemeralStorage"] = new JsonObject { ["Size"] = 1024 },
            ["Environment"] = new JsonObject { ["Variables"] = new JsonObject { ["COLOUR"] = "blue", ["Empty"] = "" } },
            ["TracingConfig"] = new JsonObject { ["Mode"] = "Active" },
        };
        if (client == "sdk")
        {
            // Debian's boto3 is older than this.
            given["LoggingConfig"] = new JsonObject { ["LogFormat"] = "JSON", ["ApplicationLogLevel"] = "WARN", ["SystemLogLevel"] = "DEBUG", ["LogGroup"] = "/my/group" };
        }

        string name = await lambda.CreateAsync(Source, given);

        JsonObject configuration = await lambda.LambdaAsync("GetFunctionConfiguration", new JsonObject { ["FunctionName"] = name });

        foreach ((string member, JsonNode? value) in given)
        {
            Assert.True(JsonNode.DeepEquals(value, configuration[member]), $"{member}: gave {value?.ToJsonString()}, got {configuration[member]?.ToJsonString()}");
        }
    }

    [Fact]
    public async Task A_name_is_taken_once_only()
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await lambda.CreateAsync(Source);

        AwsCallException refused = await lambda.RefusedAsync("CreateFunction", FunctionCalls.Creation(name, Source));

        Assert.Equal(("ResourceConflictException", 409, $"Function already exist: {name}"), (refused.Code, refused.Status, refused.ServiceMessage));
    }

    private static void AssertSameJson(string expected, JsonNode actual)
    {
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"Expected:\n{expected}\nActual:\n{actual}");
    }
}
