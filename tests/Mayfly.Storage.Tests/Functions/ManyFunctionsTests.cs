using System.Diagnostics;
using Mayfly.Core.Functions;
using Mayfly.Storage.Tests.Support;

namespace Mayfly.Storage.Tests.Functions;

public sealed class ManyFunctionsTests(ITestOutputHelper output)
{
    private const int Count = 10_000;

    /// <summary>Prints how long ten thousand take; asserts only that they are all there.</summary>
    [Fact]
    public async Task Ten_thousand_functions_come_back()
    {
        using TemporaryFolder folder = new();
        await using (Installation first = await Installation.StartAsync(folder.Of("data")))
        {
            byte[] zip = Installation.Zip("1");
            Stopwatch creating = Stopwatch.StartNew();
            await Parallel.ForEachAsync(Enumerable.Range(0, Count), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (index, _) =>
                await first.CreateAsync($"f{index}", zip, new Dictionary<string, string> { ["INDEX"] = $"{index}" }));
            output.WriteLine($"created {Count} functions in {creating.ElapsedMilliseconds} ms");
        }

        Stopwatch loading = Stopwatch.StartNew();
        await using Installation second = await Installation.StartAsync(folder.Of("data"));
        output.WriteLine($"opened the data folder and loaded {Count} functions in {loading.ElapsedMilliseconds} ms");

        for (int index = 0; index < Count; index++)
        {
            FunctionLookup found = second.Catalog.Find(new FunctionKey("000000000000", "us-east-1", $"f{index}"), null);
            Assert.Equal(FunctionLookupOutcome.Active, found.Outcome);
            Assert.Equal($"{index}", found.Version!.Environment["INDEX"]);
        }
    }
}
