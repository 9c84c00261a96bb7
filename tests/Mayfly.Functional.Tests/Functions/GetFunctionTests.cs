using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Functions;

/// <summary>GetFunction gives the configuration, the tags, and a URL at which the package is.</summary>
public sealed class GetFunctionTests(SharedServer shared)
{
    private static readonly HttpClient Http = new();
    private static readonly FunctionSource Source = FunctionSource.Python("def handler(event, context):\n    return 1\n");

    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task The_code_location_gives_the_same_bytes(string client)
    {
        AwsClient lambda = shared.Server.Client(client);
        string name = await lambda.CreateAsync(Source, new JsonObject { ["Tags"] = new JsonObject { ["team"] = "blue" } });

        JsonObject function = await lambda.LambdaAsync("GetFunction", new JsonObject { ["FunctionName"] = name });

        Assert.Equal("S3", (string?)function["Code"]!["RepositoryType"]);
        byte[] downloaded = await Http.GetByteArrayAsync(new Uri((string)function["Code"]!["Location"]!), TestContext.Current.CancellationToken);
        Assert.Equal(Source.Archive, downloaded);
        Assert.Equal("""{"team":"blue"}""", function["Tags"]!.ToJsonString());
        Assert.Equal(name, (string?)function["Configuration"]!["FunctionName"]);
    }

    [Fact]
    public async Task A_code_location_that_was_tampered_with_gives_nothing()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(Source);
        JsonObject function = await lambda.LambdaAsync("GetFunction", new JsonObject { ["FunctionName"] = name });
        string location = (string)function["Code"]!["Location"]!;

        char last = location[^1];
        using HttpResponseMessage answer = await Http.GetAsync(new Uri(location[..^1] + (last == '0' ? '1' : '0')), TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("arn:aws:lambda:us-east-1:000000000000:function:{0}")]
    [InlineData("000000000000:function:{0}")]
    [InlineData("{0}:$LATEST")]
    [InlineData("arn:aws:lambda:us-east-1:000000000000:function:{0}:$LATEST")]
    public async Task A_function_is_found_by_each_form_of_its_name(string form)
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(Source);

        JsonObject configuration = await lambda.LambdaAsync(
            "GetFunctionConfiguration", new JsonObject { ["FunctionName"] = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, name) });

        Assert.Equal(name, (string?)configuration["FunctionName"]);
    }
}
