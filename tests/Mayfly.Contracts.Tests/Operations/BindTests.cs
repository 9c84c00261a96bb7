using System.Text;
using CsCheck;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Tests.Support;

namespace Mayfly.Contracts.Tests.Operations;

public sealed class BindTests
{
    [Fact]
    public void Labels_query_and_body_meet_in_one_record()
    {
        AddPermissionRequest input = Requests.Bound(
            LambdaOperations.AddPermission,
            "/2015-03-31/functions/my%20fn/policy?Qualifier=v1",
            """{"StatementId":"s","Action":"lambda:InvokeFunction","Principal":"*","FunctionName":"ignored","Unknown":{"a":[1]},"InvokedViaFunctionUrl":true}""");

        Assert.Equal("my fn", input.FunctionName);
        Assert.Equal("v1", input.Qualifier);
        Assert.Equal("s", input.StatementId);
        Assert.True(input.InvokedViaFunctionUrl);
        Assert.Null(input.SourceArn);
    }

    [Fact]
    public void Invoke_takes_headers_and_the_body_as_it_is()
    {
        byte[] payload = [0, 1, 0xff];
        FakeSource source = new("Qualifier=%24LATEST", payload) { Headers = { ["x-amz-invocation-type"] = "Event", ["X-Amz-Client-Context"] = "e30=" } };

        InvocationRequest input = LambdaOperations.Invoke.Bind(source, Requests.Match("POST", "/2015-03-31/functions/f/invocations")).Value!;

        Assert.Equal(InvocationType.Event, input.InvocationType);
        Assert.Equal("e30=", input.ClientContext);
        Assert.Equal("$LATEST", input.Qualifier);
        Assert.True(input.Payload!.Value.Span.Overlaps(payload));
        Assert.Null(input.LogType);
    }

    [Fact]
    public void Query_values_have_their_types()
    {
        ListDurableExecutionsByFunctionRequest input = Requests.Bound(
            LambdaOperations.ListDurableExecutionsByFunction,
            "/2025-12-01/functions/f/durable-executions?Statuses=RUNNING&Statuses=FAILED&StartedAfter=2026-01-02T03%3A04%3A05Z&ReverseOrder=true&MaxItems=7");

        Assert.Equal([ExecutionStatus.Running, ExecutionStatus.Failed], input.Statuses);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), input.StartedAfter);
        Assert.True(input.ReverseOrder);
        Assert.Equal(7, input.MaxItems);
    }

    [Fact]
    public void A_structure_may_be_the_whole_body()
    {
        Assert.Equal("boom", Requests.Bound(LambdaOperations.StopDurableExecution, "/2025-12-01/durable-executions/a/stop", """{"ErrorMessage":"boom"}""").Error!.ErrorMessage);
        Assert.Null(Requests.Bound(LambdaOperations.StopDurableExecution, "/2025-12-01/durable-executions/a/stop").Error);
    }

    [Fact]
    public void Blobs_in_JSON_are_base64()
    {
        UpdateFunctionCodeRequest input = Requests.Bound(LambdaOperations.UpdateFunctionCode, "/2015-03-31/functions/f/code", """{"ZipFile":"UEsDBA=="}""");

        Assert.Equal("PK\u0003\u0004"u8.ToArray(), input.ZipFile!.Value.ToArray());
    }

    [Fact]
    public void No_body_is_an_empty_structure()
    {
        AwsError error = Requests.Refused(LambdaOperations.TagResource, "/2017-03-31/tags/arn:aws:lambda:us-east-1:111111111111:function:f");

        Assert.Equal("1 validation error detected: Value null at 'tags' failed to satisfy constraint: Member must not be null", error.Message);
    }

    [Theory]
    [InlineData("""{"Timeout":"3"}""", "STRING_VALUE can not be converted to an Integer")]
    [InlineData("""{"Timeout":true}""", "TRUE_VALUE can not be converted to an Integer")]
    [InlineData("""{"Timeout":99999999999}""", "NUMBER_VALUE can not be converted to an Integer")]
    [InlineData("""{"Timeout":[3]}""", "Start of list found where not expected")]
    [InlineData("""{"Timeout":{}}""", "Start of structure or map found where not expected.")]
    [InlineData("""{"Handler":5}""", "NUMBER_VALUE can not be converted to a String")]
    [InlineData("""{"Handler":{"a":1}}""", "Start of structure or map found where not expected.")]
    [InlineData("""{"Runtime":false}""", "FALSE_VALUE can not be converted to a String")]
    [InlineData("""{"Layers":"x"}""", "STRING_VALUE found where a list, structure or map was expected")]
    [InlineData("""{"Layers":[1]}""", "NUMBER_VALUE can not be converted to a String")]
    [InlineData("""{"Layers":{}}""", "Start of structure or map found where not expected.")]
    [InlineData("""{"VpcConfig":[]}""", "Start of list found where not expected")]
    [InlineData("""{"VpcConfig":7}""", "NUMBER_VALUE found where a list, structure or map was expected")]
    [InlineData("""{"Environment":{"Variables":{"A":1}}}""", "NUMBER_VALUE can not be converted to a String")]
    [InlineData("""{"Environment":{"Variables":["A"]}}""", "Start of list found where not expected")]
    [InlineData("[]", "Start of list found where not expected")]
    [InlineData("\"x\"", "STRING_VALUE found where a list, structure or map was expected")]
    [InlineData("null", "NULL_VALUE found where a structure was expected")]
    public void Values_of_a_wrong_type_are_refused(string body, string message)
    {
        AwsResult<UpdateFunctionConfigurationRequest> result = Requests.Bind(LambdaOperations.UpdateFunctionConfiguration, "/2015-03-31/functions/f/configuration", body);

        AssertSerialization(message, result.Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"Handler\":\"x\",}")]
    [InlineData("{\"Handler\":\"x\"")]
    [InlineData("{'Handler':'x'}")]
    [InlineData("{} {}")]
    [InlineData("{\"Handler\":\"\u0001\"}")]
    public void Malformed_JSON_is_refused_with_its_place(string body)
    {
        AwsResult<UpdateFunctionConfigurationRequest> result = Requests.Bind(LambdaOperations.UpdateFunctionConfiguration, "/2015-03-31/functions/f/configuration", body + " ");

        Assert.Equal("SerializationException", result.Error?.Code);
        Assert.Matches(@"^Could not parse request body into json: .+ at \[line: 1, column: \d+\]$", result.Error!.Message);
    }

    [Fact]
    public void Text_that_is_not_UTF8_is_refused()
    {
        FakeSource source = new(body: [.. "{\"Handler\":\""u8, 0xff, .. "\"}"u8]);

        AwsResult<UpdateFunctionConfigurationRequest> result = LambdaOperations.UpdateFunctionConfiguration.Bind(source, Requests.Match("PUT", "/2015-03-31/functions/f/configuration"));

        Assert.Equal("SerializationException", result.Error?.Code);
    }

    [Fact]
    public void Depth_without_end_is_refused()
    {
        string body = $$"""{"Unknown":{{new string('[', 100)}}{{new string(']', 100)}}}""";

        Assert.Equal("SerializationException", Requests.Bind(LambdaOperations.UpdateFunctionConfiguration, "/2015-03-31/functions/f/configuration", body).Error?.Code);
    }

    [Theory]
    [InlineData("MaxItems=abc", "STRING_VALUE can not be converted to an Integer")]
    [InlineData("MaxItems=", "STRING_VALUE can not be converted to an Integer")]
    [InlineData("MaxItems=3000000000", "STRING_VALUE can not be converted to an Integer")]
    [InlineData("ReverseOrder=yes", "STRING_VALUE can not be converted to a Boolean")]
    [InlineData("StartedAfter=noon", "STRING_VALUE can not be converted to a Timestamp")]
    public void Query_values_of_a_wrong_type_are_refused(string query, string message) =>
        AssertSerialization(message, Requests.Bind(LambdaOperations.ListDurableExecutionsByFunction, $"/2025-12-01/functions/f/durable-executions?{query}").Error);

    [Fact]
    public void A_label_that_is_no_number_is_refused() =>
        AssertSerialization("STRING_VALUE can not be converted to a Long", Requests.Bind(LambdaOperations.GetLayerVersion, "/2018-10-31/layers/l/versions/x").Error);

    [Fact]
    public void Bytes_of_any_kind_never_throw()
    {
        Gen.Byte.Array.Sample(bytes =>
        {
            byte[] body = [.. Encoding.ASCII.GetBytes("{\"Handler\":"), .. bytes];
            LambdaOperations.UpdateFunctionConfiguration.Bind(new FakeSource(body: body), Requests.Match("PUT", "/2015-03-31/functions/f/configuration"));
        });
    }

    private static void AssertSerialization(string message, AwsError? error)
    {
        Assert.NotNull(error);
        Assert.Equal("SerializationException", error.Code);
        Assert.Equal(400, error.Status);
        Assert.Equal(message, error.Message);
    }
}
