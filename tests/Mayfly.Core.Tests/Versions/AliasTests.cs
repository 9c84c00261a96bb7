using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Functions;
using Mayfly.Core.Tests.Functions;

namespace Mayfly.Core.Tests.Versions;

public sealed class AliasTests
{
    private static readonly FunctionKey _key = FunctionsRoom.Key("f");

    [Fact]
    public async Task An_alias_leads_to_its_version_until_it_is_moved()
    {
        await using FunctionsRoom room = await TwoVersionsAsync();
        AliasConfiguration created = await room.AliasAsync("live", "1");
        Assert.Equal((_key.Arn + ":live", "1", "", null), (created.AliasArn, created.FunctionVersion, created.Description, created.RoutingConfig));
        Assert.Equal("1", room.Catalog.Find(_key, "live").Version!.Version);

        AliasConfiguration moved = await UpdateAsync(room, new UpdateAliasRequest { FunctionName = "f", Name = "live", FunctionVersion = "2" });
        Assert.Equal("2", room.Catalog.Find(_key, "live").Version!.Version);
        Assert.NotEqual(created.RevisionId, moved.RevisionId);
        Assert.Equal("2", room.Records.Resources[_key].Aliases[0].FunctionVersion);

        AwsError stale = await room.RefusedAsync<UpdateAliasRequest, AliasConfiguration>(new UpdateAliasRequest { FunctionName = "f", Name = "live", RevisionId = created.RevisionId });
        Assert.Equal(412, stale.Status);
    }

    [Fact]
    public async Task A_qualifier_that_is_an_alias_shows_the_version_under_the_aliass_arn()
    {
        await using FunctionsRoom room = await TwoVersionsAsync();
        await room.AliasAsync("live", "1", "2", 1);

        GetFunctionResponse shown = await room.CallAsync<GetFunctionRequest, GetFunctionResponse>(new GetFunctionRequest { FunctionName = "f:live" });

        Assert.Equal(("1", _key.Arn + ":live"), (shown.Configuration!.Version, shown.Configuration.FunctionArn));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.003)]
    [InlineData(0.25)]
    [InlineData(0.9)]
    [InlineData(1)]
    public async Task The_weights_are_exact_in_the_long_run(double weight)
    {
        await using FunctionsRoom room = await TwoVersionsAsync();
        await room.AliasAsync("live", "1", "2", weight);
        const int Invocations = 20_000;

        int additional = Enumerable.Range(0, Invocations).Count(_ => room.Catalog.Find(_key, "live").Version!.Version == "2");

        Assert.InRange(additional, (Invocations * weight) - 8, (Invocations * weight) + 8);
    }

    [Fact]
    public async Task Deciding_allocates_nothing_on_the_hot_path()
    {
        await using FunctionsRoom room = await TwoVersionsAsync();
        await room.AliasAsync("live", "1", "2", 0.5);
        IFunctionCatalog catalog = room.Catalog;
        catalog.Find(_key, "live");
        catalog.Find(_key, null);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            catalog.Find(_key, null);
            catalog.Find(_key, "live");
            catalog.Find(_key, "2");
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public async Task What_an_alias_cannot_be_is_told_in_AWSs_words()
    {
        await using FunctionsRoom room = await TwoVersionsAsync();
        await room.AliasAsync("taken", "1");
        CreateAliasRequest three = new()
        {
            FunctionName = "f",
            Name = "a",
            FunctionVersion = "1",
            RoutingConfig = new AliasRoutingConfiguration { AdditionalVersionWeights = new Dictionary<string, double> { ["1"] = 0.8, ["2"] = 0.2 } },
        };

        Assert.Equal("Number of items in AdditionalVersionWeights cannot be greater than 1", (await room.RefusedAsync<CreateAliasRequest, AliasConfiguration>(three)).Message);
        Assert.Equal("Invalid function version 1. Function version 1 is already included in routing configuration.", (await room.AliasRefusedAsync("a", "1", "1", 0.5)).Message);
        AwsError latest = await room.AliasRefusedAsync("a", "$LATEST", "1", 0.5);
        Assert.Equal(("$LATEST is not supported for an alias pointing to more than 1 version", null), (latest.Message, latest.Type));
        Assert.Equal($"Function not found: {_key.Arn}:10", (await room.AliasRefusedAsync("a", "10")).Message);
        Assert.Equal($"Function not found: {_key.Arn}:10", (await room.AliasRefusedAsync("a", "1", "10", 0.5)).Message);
        Assert.Equal($"Alias already exists: {_key.Arn}:taken", (await room.AliasRefusedAsync("taken", "1")).Message);
        Assert.Equal($"Cannot find alias arn: {_key.Arn}:none", (await room.RefusedAsync<GetAliasRequest, AliasConfiguration>(new GetAliasRequest { FunctionName = "f", Name = "none" })).Message);
        Assert.Equal($"Alias not found: {_key.Arn}:none", (await room.RefusedAsync<UpdateAliasRequest, AliasConfiguration>(new UpdateAliasRequest { FunctionName = "f", Name = "none" })).Message);
    }

    [Fact]
    public async Task Weights_stay_until_they_are_taken_away()
    {
        await using FunctionsRoom room = await TwoVersionsAsync();
        await room.AliasAsync("live", "1", "2", 0.25);

        AliasConfiguration described = await UpdateAsync(room, new UpdateAliasRequest { FunctionName = "f", Name = "live", Description = "x" });
        Assert.Equal(0.25, described.RoutingConfig!.AdditionalVersionWeights!["2"]);
        AliasConfiguration plain = await UpdateAsync(room, new UpdateAliasRequest { FunctionName = "f", Name = "live", RoutingConfig = new AliasRoutingConfiguration() });
        Assert.Null(plain.RoutingConfig);
    }

    [Fact]
    public async Task Aliases_are_listed_by_name_or_by_version()
    {
        await using FunctionsRoom room = await TwoVersionsAsync();
        await room.AliasAsync("b", "1");
        await room.AliasAsync("a", "2");
        await room.AliasAsync("C", "2");

        Assert.Equal(["C", "a", "b"], await NamesAsync(room, new ListAliasesRequest { FunctionName = "f" }));
        Assert.Equal(["C", "a"], await NamesAsync(room, new ListAliasesRequest { FunctionName = "f", FunctionVersion = "2" }));
        ListAliasesResponse page = await room.CallAsync<ListAliasesRequest, ListAliasesResponse>(new ListAliasesRequest { FunctionName = "f", MaxItems = 1 });
        Assert.Equal(["a", "b"], await NamesAsync(room, new ListAliasesRequest { FunctionName = "f", Marker = page.NextMarker }));
    }

    private static async Task<FunctionsRoom> TwoVersionsAsync()
    {
        FunctionsRoom room = new();
        await room.CreateAsync(FunctionsRoom.Request("f") with { Publish = true });
        await room.ChangeCodeAsync("2", publish: true);
        return room;
    }

    private static Task<AliasConfiguration> UpdateAsync(FunctionsRoom room, UpdateAliasRequest request) => room.CallAsync<UpdateAliasRequest, AliasConfiguration>(request);

    private static async Task<IEnumerable<string?>> NamesAsync(FunctionsRoom room, ListAliasesRequest request) =>
        (await room.CallAsync<ListAliasesRequest, ListAliasesResponse>(request)).Aliases!.Select(alias => alias.Name);
}
