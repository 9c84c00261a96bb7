using CsCheck;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Tests.Functions;

public sealed class ListFunctionsTests
{
    [Fact]
    public async Task Pages_hold_every_function_once_in_order_whatever_their_size()
    {
        await Gen.Select(Gen.Int[1, 400].List[0, 130], Gen.Int[1, 70]).SampleAsync(async (some, size) =>
        {
            int[] numbers = [.. some.Distinct()];
            FunctionStore store = Filled(numbers.Select(number => $"f{number}"));
            List<string> seen = [];
            string? marker = null;
            do
            {
                ListFunctionsResponse page = await ListAsync(store, new ListFunctionsRequest { MaxItems = size, Marker = marker });
                Assert.InRange(page.Functions!.Count, marker is null ? 0 : 1, Math.Min(size, 50));
                seen.AddRange(page.Functions.Select(function => function.FunctionName!));
                marker = page.NextMarker;
            }
            while (marker is not null);

            Assert.Equal(numbers.Select(number => $"f{number}").Order(StringComparer.Ordinal), seen);
        }, iter: 200);
    }

    [Fact]
    public async Task A_marker_whose_function_was_deleted_goes_on_behind_it()
    {
        FunctionStore store = Filled(["a", "b", "c", "d"]);
        ListFunctionsResponse first = await ListAsync(store, new ListFunctionsRequest { MaxItems = 2 });
        Assert.True(store.TryGet(FunctionsRoom.Key("b"), out FunctionEntry? entry));
        store.Remove(entry);

        ListFunctionsResponse second = await ListAsync(store, new ListFunctionsRequest { MaxItems = 2, Marker = first.NextMarker });

        Assert.Equal(["c", "d"], second.Functions!.Select(function => function.FunctionName));
        Assert.Null(second.NextMarker);
    }

    [Fact]
    public async Task ALL_names_the_version_and_other_regions_have_nothing()
    {
        FunctionStore store = Filled(["a"]);

        FunctionConfiguration all = Assert.Single((await ListAsync(store, new ListFunctionsRequest { FunctionVersion = new("ALL"), MasterRegion = "ALL" })).Functions!);
        Assert.EndsWith(":function:a:$LATEST", all.FunctionArn, StringComparison.Ordinal);
        Assert.Null(all.State);
        Assert.Empty((await ListAsync(store, new ListFunctionsRequest { FunctionVersion = new("ALL"), MasterRegion = "eu-west-1" })).Functions!);
    }

    [Fact]
    public async Task A_made_up_marker_is_refused()
    {
        Contracts.AwsResult<ListFunctionsResponse> result = await new ListFunctions(Filled([])).HandleAsync(FunctionsRoom.Caller, new ListFunctionsRequest { Marker = "***" }, TestContext.Current.CancellationToken);

        Assert.Equal("InvalidParameterValueException", result.Error!.Code);
    }

    [Fact]
    public void A_lookup_allocates_nothing()
    {
        FunctionStore store = Filled(["hot"]);
        FunctionKey key = FunctionsRoom.Key("hot");
        Assert.Equal(FunctionLookupOutcome.Active, store.Find(key, null).Outcome);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 1000; round++)
        {
            store.Find(key, null);
            store.Find(key, "$LATEST");
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static FunctionStore Filled(IEnumerable<string> names)
    {
        FunctionStore store = new();
        FunctionVersions versions = new(TimeProvider.System);
        foreach (string name in names)
        {
            FunctionRecord record = new()
            {
                Key = FunctionsRoom.Key(name),
                Runtime = "nodejs20.x",
                Handler = "index.handler",
                Role = FunctionsRoom.Role,
                MemoryMb = 128,
                TimeoutSeconds = 3,
                EphemeralStorageMb = 512,
                Architecture = ArchitectureRules.Ours,
                Package = new PackageReference(new string('0', 64), 1),
                Logging = LoggingRules.Default(FunctionsRoom.Key(name)),
                TracingMode = "PassThrough",
                RevisionId = "r",
                LastModified = DateTimeOffset.UnixEpoch,
            };
            store.Put(new FunctionEntry { Resources = new FunctionResources { Key = record.Key }, Record = record, State = FunctionState.Active, Serving = versions.From(record) });
        }

        return store;
    }

    private static async Task<ListFunctionsResponse> ListAsync(FunctionStore store, ListFunctionsRequest request) =>
        (await new ListFunctions(store).HandleAsync(FunctionsRoom.Caller, request, CancellationToken.None)).Value!;
}
