using Mayfly.Core.Functions;
using Mayfly.Core.Packages;
using Mayfly.Storage.Tests.Support;

namespace Mayfly.Storage.Tests.Functions;

public sealed class RestartTests
{
    [Fact]
    public async Task A_function_is_there_after_a_restart_with_its_code_and_variables()
    {
        using TemporaryFolder folder = new();
        Dictionary<string, string> variables = new() { ["GREETING"] = "hello" };
        await using (Installation first = await Installation.StartAsync(folder.Of("data")))
        {
            await first.CreateAsync("kept", Installation.Zip("exports.handler = 1"), variables);
        }

        await using Installation second = await Installation.StartAsync(folder.Of("data"));

        FunctionLookup found = second.Catalog.Find(new FunctionKey("000000000000", "us-east-1", "kept"), null);
        Assert.Equal(FunctionLookupOutcome.Active, found.Outcome);
        Assert.Equal(variables, found.Version!.Environment);
        using CodeLease lease = await second.Get<ICodeCache>().AcquireAsync(found.Version.PackageId, TestContext.Current.CancellationToken);
        Assert.Equal("exports.handler = 1", await File.ReadAllTextAsync(Path.Combine(lease.Directory, "index.js"), TestContext.Current.CancellationToken));
    }
}
