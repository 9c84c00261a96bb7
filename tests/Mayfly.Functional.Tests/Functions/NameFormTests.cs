using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;
using Mayfly.Functional.Tests.Versions;

namespace Mayfly.Functional.Tests.Functions;

/// <summary>A function's name, its partial ARN and its ARN mean the same wherever AWS takes them, and so does a qualifier in any of them or beside it.</summary>
public sealed class NameFormTests(SharedServer shared)
{
    private const string Alias = "live";

    /// <summary>Operations on the function as a whole, with what else they take.</summary>
    private static readonly (string Operation, string More)[] _ofFunctions =
    [
        ("GetFunctionConcurrency", "{}"),
        ("GetFunctionRecursionConfig", "{}"),
        ("GetAlias", """{"Name":"live"}"""),
        ("ListAliases", "{}"),
        ("ListVersionsByFunction", "{}"),
        ("ListFunctionEventInvokeConfigs", "{}"),
        ("ListFunctionUrlConfigs", "{}"),
        ("ListProvisionedConcurrencyConfigs", "{}"),
        ("PublishVersion", "{}"),
        ("PutFunctionConcurrency", """{"ReservedConcurrentExecutions":3}"""),
        ("PutFunctionRecursionConfig", """{"RecursiveLoop":"Allow"}"""),
        ("UpdateAlias", """{"Name":"live","Description":"d"}"""),
        ("UpdateFunctionConfiguration", """{"Description":"d"}"""),
        ("DeleteFunctionConcurrency", "{}"),
    ];

    /// <summary>Operations on a version or an alias.</summary>
    private static readonly (string Operation, string More)[] _ofQualifiers =
    [
        ("GetFunction", "{}"),
        ("GetFunctionConfiguration", "{}"),
        ("GetFunctionEventInvokeConfig", "{}"),
        ("GetFunctionUrlConfig", "{}"),
        ("GetPolicy", "{}"),
        ("Invoke", "{}"),
        ("PutFunctionEventInvokeConfig", """{"MaximumRetryAttempts":1}"""),
        ("UpdateFunctionEventInvokeConfig", """{"MaximumRetryAttempts":0}"""),
        ("UpdateFunctionUrlConfig", """{"AuthType":"NONE"}"""),
        ("DeleteProvisionedConcurrencyConfig", "{}"),
    ];

    /// <summary>What differs from one call to the next, whatever the name.</summary>
    private static readonly string[] _passing = ["RevisionId", "LastModified", "LastModifiedTime", "LastUpdateStatus", "LastUpdateStatusReason", "LastUpdateStatusReasonCode", "Code", "CreationTime"];

    [Fact]
    public async Task A_name_and_its_ARNs_mean_the_same_in_every_operation()
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await RoomAsync(lambda);
        foreach ((string operation, string more) in _ofFunctions)
        {
            await AssertSameAsync(lambda, operation, Forms(name).Select(form => Request(more, form)));
        }
    }

    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task A_qualifier_means_the_same_in_the_name_and_beside_it(string client)
    {
        AwsClient lambda = shared.Server.Client(client);
        string name = await RoomAsync(lambda);
        foreach ((string operation, string more) in _ofQualifiers)
        {
            await AssertSameAsync(
                lambda,
                operation,
                [
                    .. Forms(name).Select(form => Request(more, form, Alias)),
                    .. operation == "DeleteProvisionedConcurrencyConfig" ? [] : Forms(name).Select(form => Request(more, $"{form}:{Alias}")),
                    .. Forms(name).Select(form => Request(more, $"{form}:{Alias}", Alias)),
                ]);
            AwsCallException refused = await lambda.RefusedAsync(operation, Request(more, $"{name}:{Alias}", "other"));
            Assert.Equal(
                ("InvalidParameterValueException", "The derived qualifier from the function name does not match the specified qualifier."), (refused.Code, refused.ServiceMessage));
        }
    }

    private static async Task AssertSameAsync(AwsClient lambda, string operation, IEnumerable<JsonObject> requests)
    {
        string? first = null;
        foreach (JsonObject request in requests)
        {
            JsonObject answer;
            try
            {
                answer = await lambda.LambdaAsync(operation, request);
            }
            catch (AwsCallException refused)
            {
                throw new InvalidOperationException($"{operation} refused {request.ToJsonString()}.", refused);
            }

            string lasting = Lasting(answer).ToJsonString();
            first ??= lasting;
            Assert.True(first == lasting, $"{operation} answered {request.ToJsonString()} with {lasting}, and before with {first}");
            if (operation.StartsWith("UpdateFunctionConf", StringComparison.Ordinal))
            {
                await lambda.ReadyAsync((string)answer["FunctionName"]!);
            }
        }
    }

    private static async Task<string> RoomAsync(AwsClient lambda)
    {
        string name = await lambda.CreateAsync(FunctionSource.Node("exports.handler = async (event, context) => context.functionVersion;"), new JsonObject { ["Publish"] = true });
        await lambda.AliasAsync(name, Alias, "1");
        await lambda.LambdaAsync("CreateFunctionUrlConfig", Request("""{"AuthType":"NONE"}""", name, Alias));
        await lambda.LambdaAsync("PutFunctionEventInvokeConfig", Request("""{"MaximumRetryAttempts":1}""", name, Alias));
        await lambda.LambdaAsync("AddPermission", Request("""{"StatementId":"s","Action":"lambda:InvokeFunction","Principal":"s3.amazonaws.com"}""", name, Alias));
        return name;
    }

    private static string[] Forms(string name) => [name, $"{AwsClient.DefaultAccount}:function:{name}", $"arn:aws:lambda:{AwsClient.DefaultRegion}:{AwsClient.DefaultAccount}:function:{name}"];

    private static JsonObject Request(string more, string name, string? qualifier = null)
    {
        JsonObject request = JsonNode.Parse(more)!.AsObject();
        request["FunctionName"] = name;
        if (qualifier is not null)
        {
            request["Qualifier"] = qualifier;
        }

        return request;
    }

    private static JsonNode Lasting(JsonNode node)
    {
        if (node is JsonObject members)
        {
            foreach (string passing in _passing)
            {
                members.Remove(passing);
            }
        }

        foreach (JsonNode? inner in node is JsonObject parent ? parent.Select(static member => member.Value) : node as JsonArray ?? [])
        {
            _ = inner is null ? null : Lasting(inner);
        }

        return node;
    }
}
