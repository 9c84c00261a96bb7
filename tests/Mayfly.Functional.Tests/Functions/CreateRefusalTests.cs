using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Functions;

/// <summary>What CreateFunction refuses, in AWS's own words as they were recorded, and that nothing is left of what it refused.</summary>
public sealed class CreateRefusalTests(SharedServer shared)
{
    private const string Runtimes = "[nodejs20.x, python3.14, provided.al2023, python3.12, python3.13, nodejs24.x, nodejs22.x, java25, python3.10, python3.11, java21, ruby3.3, ruby3.4, ruby3.2, python3.8, python3.9, java17, nodejs16.x, dotnet10, dotnet8, java11, dotnet6, nodejs18.x, provided.al2, java8.al2]";

    private static readonly FunctionSource Source = FunctionSource.Node("exports.handler = async () => 1;");

    public static TheoryData<string, string, string> Refusals => new()
    {
        { """{"Runtime":"non-existent-runtime"}""", "InvalidParameterValueException", $"Value non-existent-runtime at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: {Runtimes} or be a valid ARN" },
        { """{"Runtime":"PYTHON3.9"}""", "InvalidParameterValueException", $"Value PYTHON3.9 at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: {Runtimes} or be a valid ARN" },
        { """{"Runtime":"nodejs12.x"}""", "InvalidParameterValueException", "The runtime parameter of nodejs12.x is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions." },
        { """{"Role":"r1"}""", "ValidationException", @"1 validation error detected: Value 'r1' at 'role' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+" },
        { """{"Architectures":["x86_64","arm64"]}""", "ValidationException", "1 validation error detected: Value '[x86_64, arm64]' at 'architectures' failed to satisfy constraint: Member must have length less than or equal to 1" },
        { """{"Architectures":["X86_64"]}""", "ValidationException", "1 validation error detected: Value '[X86_64]' at 'architectures' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], Member must not be null]" },
        { """{"SnapStart":{"ApplyOn":"invalidOption"}}""", "ValidationException", "1 validation error detected: Value 'invalidOption' at 'snapStart.applyOn' failed to satisfy constraint: Member must satisfy enum value set: [PublishedVersions, None]" },
        { """{"FunctionName":"invalid:function:name"}""", "ValidationException", @"1 validation error detected: Value 'invalid:function:name' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?" },
        { """{"FunctionName":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}""", "InvalidParameterValueException", "1 validation error detected: Value 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64" },
        { """{"FunctionName":"arn:aws:lambda:ap-southeast-1:000000000000:function:x"}""", "ResourceNotFoundException", "Functions from 'ap-southeast-1' are not reachable in this region ('us-east-1')" },
        { """{"Code":{"ZipFile":{"$bytes":"anVzdCBhIHJhbmRvbSBzdHJpbmc="}}}""", "InvalidParameterValueException", "Could not unzip uploaded file. Please check your file, then try to upload again." },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task It_is_worded_as_AWS_does(string changes, string code, string message)
    {
        AwsCallException refused = await RefusedAsync(JsonNode.Parse(changes)!.AsObject());

        Assert.Equal((code, message), (refused.Code, refused.ServiceMessage));
    }

    [Fact]
    public async Task Several_faults_are_told_together()
    {
        AwsCallException refused = await RefusedAsync(new JsonObject { ["MemorySize"] = 1, ["Timeout"] = 0 });

        Assert.Equal("ValidationException", refused.Code);
        Assert.StartsWith("2 validation errors detected: ", refused.ServiceMessage, StringComparison.Ordinal);
        Assert.Contains("Value '1' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128", refused.ServiceMessage, StringComparison.Ordinal);
        Assert.Contains("; Value '0' at 'timeout' failed to satisfy constraint: Member must have value greater than or equal to 1", refused.ServiceMessage.Replace("detected: ", "; ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Environment_variables_beyond_4_KB_are_refused()
    {
        string large = new('x', 4096);

        AwsCallException refused = await RefusedAsync(new JsonObject { ["Environment"] = new JsonObject { ["Variables"] = new JsonObject { ["LARGE_VAR"] = large } } });

        Assert.Equal("InvalidParameterValueException", refused.Code);
        Assert.Equal(
            "Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. "
            + $"String measured: {{\"LARGE_VAR\":\"{large}\"}}",
            refused.ServiceMessage);
    }

    [Fact]
    public async Task More_than_50_tags_are_refused()
    {
        JsonObject tags = new(Enumerable.Range(0, 51).Select(i => KeyValuePair.Create($"key{i}", (JsonNode?)$"value{i}")));

        AwsCallException refused = await RefusedAsync(new JsonObject { ["Tags"] = tags });

        Assert.Equal(("InvalidParameterValueException", "Number of tags exceeds resource tag limit."), (refused.Code, refused.ServiceMessage));
    }

    [Fact]
    public async Task A_request_beyond_the_limit_is_refused()
    {
        string name = FunctionCalls.NewName();
        RawAnswer answer = await shared.Server.Raw().SendAsync(HttpMethod.Post, "/2015-03-31/functions", new byte[70_167_212]);

        Assert.Equal((413, "RequestEntityTooLargeException"), (answer.Status, answer.ErrorType));
        Assert.Equal("""{"message":"Request must be smaller than 70167211 bytes for the CreateFunction operation"}""", answer.Json.ToJsonString());
        await AssertNothingIsLeftAsync(name);
    }

    [Fact]
    public async Task A_runtime_that_is_not_installed_is_refused_with_what_to_do()
    {
        AwsCallException refused = await RefusedAsync(new JsonObject { ["Runtime"] = InstalledRuntimes.NotInstalled });

        Assert.Equal(("InvalidParameterValueException", 400), (refused.Code, refused.Status));
        Assert.Contains(InstalledRuntimes.NotInstalled, refused.ServiceMessage, StringComparison.Ordinal);
        Assert.Contains("install", refused.ServiceMessage, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<AwsCallException> RefusedAsync(JsonObject changes)
    {
        JsonObject parameters = FunctionCalls.Creation(FunctionCalls.NewName(), Source, changes);
        AwsCallException refused = await shared.Server.Sdk().RefusedAsync("CreateFunction", parameters);
        if (changes["FunctionName"] is null)
        {
            await AssertNothingIsLeftAsync((string)parameters["FunctionName"]!);
        }

        return refused;
    }

    private async Task AssertNothingIsLeftAsync(string name)
        => Assert.Equal(404, (await shared.Server.Raw().SendAsync(HttpMethod.Get, $"/2015-03-31/functions/{name}")).Status);
}
