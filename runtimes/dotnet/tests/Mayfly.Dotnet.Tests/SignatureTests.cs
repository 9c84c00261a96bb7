namespace Mayfly.Dotnet.Tests;

public sealed class SignatureTests
{
    [Theory]
    [InlineData("Streams", "[1]", "{\"got\":[1]}")]
    [InlineData("StreamsWithContext", "1", "\"request-1\"")]
    [InlineData("Text", "\"ä\"", "\"\\u00E4!\"")]
    [InlineData("Poco", "{\"name\":\"a\",\"count\":1}", "{\"Name\":\"a\",\"Count\":2}")]
    [InlineData("Element", "{\"a\":[1,null]}", "{\"a\":[1,null]}")]
    [InlineData("Number", "4", "8")]
    [InlineData("Null", "null", "null")]
    [InlineData("ContextOnly", "{}", "\"hello\"")]
    [InlineData("Nothing", "{}", "\"nothing\"")]
    [InlineData("Void", "{}", "")]
    [InlineData("VoidBare", "{}", "")]
    [InlineData("VoidWithContext", "{}", "")]
    [InlineData("TaskOnly", "{}", "")]
    [InlineData("TaskOfPoco", "{}", "{\"Name\":\"hello\",\"Count\":0}")]
    [InlineData("TaskOfStream", "[true]", "[true]")]
    [InlineData("ValueTaskOfInt", "4", "5")]
    [InlineData("ValueTaskOnly", "4", "")]
    [InlineData("Generics", "{\"a\":[1]}", "{\"a\":[1]}")]
    [InlineData("OwnSerializer", "{}", "\"CAPITALS\"")]
    [InlineData("Inherited", "{\"Name\":\"a\"}", "\"OrderOrder { Name = a, Count = 0 }\"")]
    [InlineData("System.String Overloaded(Int32)", "4", "\"number 4\"")]
    [InlineData("Culture", "{}", "\"en-US\"")]
    [InlineData("Switch", "{}", "true")]
    [InlineData("Web", "{}", "\"b\"")]
    [InlineData("Reflected", "{}", "\"OrderOrder\"")]
    [InlineData("Heap", "{}", "128")]
    public async Task A_method_gets_the_event_as_it_asks_for_it(string method, string given, string expected)
        => Assert.Equal(expected, (await FakeRuntimeApi.RunAsync($"Signatures::{method}", given)).Text());

    [Fact]
    public async Task An_object_is_made_once_and_keeps_its_state()
    {
        FunctionRun run = await FakeRuntimeApi.RunAsync("Signatures::Count", "{}", "{}", "{}");

        Assert.Equal(["1", "2", "3"], [run.Text(0), run.Text(1), run.Text(2)]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_context_says_everything_that_AWS_says(bool stem)
    {
        FakeRuntimeApi api = new()
        {
            Stem = stem,
            Headers =
            {
                ["Lambda-Runtime-Client-Context"] = "{\"custom\":{\"a\":\"1\"},\"client\":{\"app_title\":\"t\"}}",
                ["Lambda-Runtime-Cognito-Identity"] = "{\"cognitoIdentityId\":\"id\",\"cognitoIdentityPoolId\":\"pool\"}",
                ["Lambda-Runtime-Aws-Tenant-Id"] = "blue",
            },
        };

        FunctionRun run = await api.RunHandlerAsync("Functions::Functions.Signatures::Context", "{}");

        Assert.Equal(
            """["request-1","hello","$LATEST",128,"/aws/lambda/hello","stream","arn:aws:lambda:us-east-1:000000000000:function:hello","blue","Root=1-1","1","t","id","pool",true,true]""",
            run.Text());
    }

    [Fact]
    public async Task A_context_without_a_client_or_an_identity_is_empty_there()
    {
        FunctionRun run = await FakeRuntimeApi.RunAsync("Signatures::Context", "{}");

        Assert.EndsWith("""null,"Root=1-1",null,null,null,null,true,true]""", run.Text(), StringComparison.Ordinal);
    }
}
