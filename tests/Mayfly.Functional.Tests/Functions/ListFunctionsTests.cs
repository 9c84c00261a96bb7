using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Functions;

/// <summary>ListFunctions goes through all functions page by page. The account is this test's own.</summary>
public sealed class ListFunctionsTests(SharedServer shared)
{
    private const int Functions = 120;

    private static readonly FunctionSource Source = FunctionSource.Node("exports.handler = async () => 1;");

    [Fact]
    public async Task Pages_hold_every_function_once_in_order()
    {
        AwsClient lambda = shared.Server.Boto3(account: "100000000001");
        string[] names = [.. Enumerable.Range(0, Functions).Select(i => $"listed-{i:D3}")];
        await Parallel.ForEachAsync(names, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (name, _) =>
            await lambda.LambdaAsync("CreateFunction", FunctionCalls.Creation(name, Source)));

        List<string> usual = await ListAsync(lambda, maxItems: null, out List<int> usualPages);
        List<string> small = await ListAsync(lambda, maxItems: 7, out List<int> smallPages);

        Assert.Equal(names, usual);
        Assert.Equal([50, 50, 20], usualPages);
        Assert.Equal(names, small);
        Assert.All(smallPages.SkipLast(1), count => Assert.Equal(7, count));
    }

    [Fact]
    public async Task The_aws_command_pages_by_itself()
    {
        AwsClient lambda = shared.Server.Sdk(region: "eu-west-3");
        await lambda.LambdaAsync("CreateFunction", FunctionCalls.Creation("one", Source));
        await lambda.LambdaAsync("CreateFunction", FunctionCalls.Creation("two", Source));

        JsonObject listed = await shared.Server.Cli(region: "eu-west-3").JsonAsync("lambda", "list-functions", "--page-size", "1");

        Assert.Equal(["one", "two"], listed["Functions"]!.AsArray().Select(function => (string)function!["FunctionName"]!));
    }

    private static Task<List<string>> ListAsync(AwsClient lambda, int? maxItems, out List<int> pages)
    {
        List<int> sizes = pages = [];
        return GoThroughAsync();

        async Task<List<string>> GoThroughAsync()
        {
            List<string> names = [];
            string? marker = null;
            do
            {
                JsonObject parameters = [];
                if (maxItems is int items)
                {
                    parameters["MaxItems"] = items;
                }

                if (marker is not null)
                {
                    parameters["Marker"] = marker;
                }

                JsonObject page = await lambda.LambdaAsync("ListFunctions", parameters);
                JsonArray functions = page["Functions"]!.AsArray();
                names.AddRange(functions.Select(function => (string)function!["FunctionName"]!));
                sizes.Add(functions.Count);
                marker = (string?)page["NextMarker"];
            }
            while (!string.IsNullOrEmpty(marker));

            return names;
        }
    }
}
