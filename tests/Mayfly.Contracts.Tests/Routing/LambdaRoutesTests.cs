using CsCheck;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Contracts.Routing;
using Mayfly.Contracts.Tests.Support;

namespace Mayfly.Contracts.Tests.Routing;

public sealed class LambdaRoutesTests
{
    public static TheoryData<string> Operations() => [.. LambdaOperations.All.Select(operation => operation.Name)];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_operation_is_found_by_its_path_whatever_its_labels_hold(string name)
    {
        OperationDescriptor operation = LambdaOperations.All.Single(operation => operation.Name == name);
        string[] parts = operation.PathTemplate.Split('?');
        string query = parts.Length > 1 ? $"Marker=a%3Db&{parts[1]}&MaxItems=5" : "Marker=x";
        int labels = parts[0].Count(c => c == '{');
        Gen<string> value = Gen.String[Gen.Char[' ', '\u2fff'], 1, 40].Where(text => text is not ("." or ".."));

        Gen.Select(value.Array[labels], Gen.Bool).Sample((values, slash) =>
        {
            string path = Fill(parts[0], values) + (slash ? "/" : "");

            Assert.True(LambdaRoutes.TryMatch(operation.Method, path, query, out OperationMatch match), path);
            Assert.Equal(operation.Name, match.Operation.Name);
            for (int i = 0; i < labels; i++)
            {
                Assert.Equal(values[i], match.Label(i));
            }
        });
    }

    [Fact]
    public void Arns_may_stand_in_the_path_with_bare_colons()
    {
        const string arn = "arn:aws:lambda:us-east-1:111111111111:function:hello:$LATEST";

        Assert.Equal(arn, Requests.Match("POST", $"/2015-03-31/functions/{arn}/invocations").Label(0));
        Assert.Equal(arn, Requests.Match("GET", $"/2017-03-31/tags/{arn}").Label(0));
    }

    [Fact]
    public void An_encoded_slash_belongs_to_the_label()
    {
        OperationMatch match = Requests.Match("GET", "/2025-12-01/durable-executions/arn%3Aaws%3Alambda%3Aeu-west-1%3A111111111111%3Afunction%3Af%3A1%2Fdurable-execution%2Fa%2Fb/history");

        Assert.Same(LambdaOperations.GetDurableExecutionHistory, match.Operation);
        Assert.Equal("arn:aws:lambda:eu-west-1:111111111111:function:f:1/durable-execution/a/b", match.Label(0));
    }

    [Theory]
    [InlineData("/2018-10-31/layers", "ListLayers")]
    [InlineData("/2018-10-31/layers?find=LayerVersion", "GetLayerVersionByArn")]
    [InlineData("/2018-10-31/layers?Arn=x&find=LayerVersion", "GetLayerVersionByArn")]
    [InlineData("/2018-10-31/layers?find=Other", "ListLayers")]
    [InlineData("/2018-10-31/layers?xfind=LayerVersion", "ListLayers")]
    [InlineData("/2019-09-30/functions/f/provisioned-concurrency?List=ALL&Marker=m", "ListProvisionedConcurrencyConfigs")]
    [InlineData("/2019-09-30/functions/f/provisioned-concurrency?Qualifier=1", "GetProvisionedConcurrencyConfig")]
    [InlineData("/2019-09-25/functions/f/event-invoke-config/list", "ListFunctionEventInvokeConfigs")]
    [InlineData("/2019-09-25/functions/f/event-invoke-config", "GetFunctionEventInvokeConfig")]
    public void Literals_in_the_query_tell_operations_apart(string target, string operation) =>
        Assert.Equal(operation, Requests.Match("GET", target).Operation.Name);

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/")]
    [InlineData("GET", "2015-03-31/functions")]
    [InlineData("GET", "/2015-03-31")]
    [InlineData("GET", "/2015-03-31/functions//configuration")]
    [InlineData("GET", "/2015-03-31/functions/f/nothing")]
    [InlineData("GET", "/2015-03-31/functions/f//")]
    [InlineData("GET", "/2015-03-31/Functions")]
    [InlineData("PATCH", "/2015-03-31/functions/f")]
    [InlineData("get", "/2015-03-31/functions/f")]
    public void Nothing_else_is_found(string method, string path) => Assert.False(LambdaRoutes.TryMatch(method, path, "", out _));

    private static string Fill(string template, string[] values)
    {
        int next = 0;
        return string.Join('/', template.Split('/').Select(segment => segment.StartsWith('{') ? Uri.EscapeDataString(values[next++]) : segment));
    }
}
