using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Functions;
using Mayfly.Core.Packages;
using Mayfly.Core.Tests.Functions;

namespace Mayfly.Core.Tests.Versions;

public sealed class PublishVersionTests
{
    private static readonly FunctionKey _key = FunctionsRoom.Key("f");

    [Fact]
    public async Task A_version_keeps_what_it_was_made_of_and_has_environments_of_its_own()
    {
        await using FunctionsRoom room = new();
        FunctionConfiguration created = await room.CreateAsync(FunctionsRoom.Request("f"));
        FunctionConfiguration one = await room.PublishAsync("the first");
        await room.ChangeCodeAsync("2");

        Core.Functions.FunctionVersion latest = room.Catalog.Find(_key, null).Version!;
        Core.Functions.FunctionVersion version = room.Catalog.Find(_key, "1").Version!;
        Assert.Equal(("1", "the first", $"{_key.Arn}:1", created.CodeSha256), (one.Version, one.Description, one.FunctionArn, one.CodeSha256));
        Assert.Equal((State.Active, LastUpdateStatus.Successful), (one.State, one.LastUpdateStatus));
        Assert.Equal(("1", _key.Arn + ":1"), (version.Version, version.Arn));
        Assert.NotEqual(latest.Generation, version.Generation);
        Assert.NotEqual(latest.PackageId, version.PackageId);
        Assert.DoesNotContain(version, room.Retired);
    }

    [Fact]
    public async Task What_has_not_changed_is_published_once()
    {
        await using FunctionsRoom room = new();
        await room.CreateAsync(FunctionsRoom.Request("f") with { Environment = new() { Variables = new Dictionary<string, string> { ["A"] = "1" } } });
        FunctionConfiguration one = await room.PublishAsync("words of its own");
        FunctionConfiguration again = await room.PublishAsync("other words");
        Assert.Equal(("1", one.RevisionId, "words of its own"), (again.Version, again.RevisionId, again.Description));

        await UpdateAsync(room, new UpdateFunctionConfigurationRequest { FunctionName = "f", Environment = new() { Variables = new Dictionary<string, string> { ["A"] = "2" } } });
        FunctionConfiguration two = await room.PublishAsync();
        Assert.Equal("2", two.Version);

        await UpdateAsync(room, new UpdateFunctionConfigurationRequest { FunctionName = "f", Description = "described" });
        Assert.Equal(("3", "described"), ((await room.PublishAsync()).Version, room.Records.Versions[(_key, "3")].Description));
    }

    [Fact]
    public async Task Code_is_published_in_the_change_that_brings_it()
    {
        await using FunctionsRoom room = new();
        FunctionConfiguration created = await room.CreateAsync(FunctionsRoom.Request("f") with { Publish = true });
        Assert.Equal(("1", _key.Arn), (created.Version, created.FunctionArn));
        Assert.Equal(FunctionLookupOutcome.Active, room.Catalog.Find(_key, "1").Outcome);

        room.Code.Hold();
        FunctionConfiguration updated = await room.CallAsync<UpdateFunctionCodeRequest, FunctionConfiguration>(
            new UpdateFunctionCodeRequest { FunctionName = "f", ZipFile = FunctionsRoom.Zip("2"), Publish = true });
        Assert.Equal(("2", _key.Arn + ":2", State.Pending, null), (updated.Version, updated.FunctionArn, updated.State, updated.LastUpdateStatus));
        Assert.Equal(FunctionLookupOutcome.Pending, room.Catalog.Find(_key, "2").Outcome);
        Assert.Equal(FunctionLookupOutcome.Active, room.Catalog.Find(_key, "1").Outcome);

        await room.Code.ReleaseAsync();
        await room.SettledAsync();
        Assert.Equal(room.Catalog.Find(_key, null).Version!.PackageId, room.Catalog.Find(_key, "2").Version!.PackageId);
    }

    [Fact]
    public async Task A_version_whose_code_could_not_be_put_in_place_has_failed_and_its_number_is_gone()
    {
        await using FunctionsRoom room = new();
        await room.CreateAsync(FunctionsRoom.Request("f"));
        room.Code.Hold();
        await room.CallAsync<UpdateFunctionCodeRequest, FunctionConfiguration>(new UpdateFunctionCodeRequest { FunctionName = "f", ZipFile = FunctionsRoom.Zip("2"), Publish = true });
        await room.Code.ReleaseAsync("No room.");
        await room.SettledAsync();

        Assert.Equal(FunctionLookupOutcome.Failed, room.Catalog.Find(_key, "1").Outcome);
        Assert.Equal("No room.", room.Records.Versions[(_key, "1")].Failure);
        Assert.Equal(FunctionLookupOutcome.Active, room.Catalog.Find(_key, null).Outcome);
        Assert.Equal("2", (await room.PublishAsync()).Version);
    }

    [Fact]
    public async Task Conditions_are_held()
    {
        await using FunctionsRoom room = new();
        FunctionConfiguration created = await room.CreateAsync(FunctionsRoom.Request("f"));
        AwsError revision = await RefusedAsync(room, new PublishVersionRequest { FunctionName = "f", RevisionId = "wrong" });
        AwsError code = await RefusedAsync(room, new PublishVersionRequest { FunctionName = "f", CodeSha256 = "other" });
        AwsError missing = await RefusedAsync(room, new PublishVersionRequest { FunctionName = "g" });

        Assert.Equal(("PreconditionFailedException", 412), (revision.Code, revision.Status));
        Assert.Equal($"CodeSHA256 (other) is different from current CodeSHA256 in $LATEST ({created.CodeSha256}). Please try again with the CodeSHA256 in $LATEST.", code.Message);
        Assert.Equal($"Function not found: {FunctionsRoom.Key("g").Arn}", missing.Message);

        FunctionConfiguration published = await room.CallAsync<PublishVersionRequest, FunctionConfiguration>(
            new PublishVersionRequest { FunctionName = "f", RevisionId = created.RevisionId, CodeSha256 = created.CodeSha256 });
        Assert.Equal("1", published.Version);
        Assert.NotEqual(created.RevisionId, (await room.ShowAsync("f")).RevisionId);
    }

    [Fact]
    public async Task A_deleted_version_is_gone_with_its_code_and_its_number_does_not_come_again()
    {
        await using FunctionsRoom room = new();
        await room.CreateAsync(FunctionsRoom.Request("f"));
        await room.PublishAsync();
        await room.ChangeCodeAsync("2");
        Core.Functions.FunctionVersion version = room.Catalog.Find(_key, "1").Version!;
        Assert.Equal(2, room.Packages.List().Count());

        Assert.Equal(204, (await room.DeleteVersionAsync("1")).Value!.StatusCode);
        Assert.Equal(204, (await room.DeleteVersionAsync("1")).Value!.StatusCode);

        Assert.Contains(version, room.Retired);
        Assert.Equal(FunctionLookupOutcome.NotFound, room.Catalog.Find(_key, "1").Outcome);
        Assert.Empty(room.Records.Versions);
        room.Time.Advance(PackageReferences.Grace);
        await room.Packages.Deleted.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Single(room.Packages.List());
        Assert.Equal("2", (await room.PublishAsync()).Version);
    }

    [Fact]
    public async Task A_version_in_use_an_alias_and_latest_are_not_deleted()
    {
        await using FunctionsRoom room = new();
        await room.CreateAsync(FunctionsRoom.Request("f") with { Publish = true });
        await room.ChangeCodeAsync("2", publish: true);
        await room.AliasAsync("a", "1", "2", 0.5);

        Assert.Equal("Unable to delete version because the following aliases reference it: [a]", (await room.DeleteVersionAsync("2")).Error!.Message);
        Assert.Equal(("InvalidParameterValueException", "Deletion of aliases is not currently supported."), ((await room.DeleteVersionAsync("a")).Error!.Code, (await room.DeleteVersionAsync("a")).Error!.Message));
        Assert.Equal("$LATEST version cannot be deleted without deleting the function.", (await room.DeleteVersionAsync("$LATEST")).Error!.Message);
    }

    [Fact]
    public async Task The_version_without_a_number_is_published_over_and_over()
    {
        await using FunctionsRoom room = new();
        await room.CreateAsync(FunctionsRoom.Request("f"));
        PublishVersionRequest request = new() { FunctionName = "f", PublishTo = FunctionVersionLatestPublished.LatestPublished };
        FunctionConfiguration first = await room.CallAsync<PublishVersionRequest, FunctionConfiguration>(request);
        Core.Functions.FunctionVersion before = room.Catalog.Find(_key, "$LATEST.PUBLISHED").Version!;
        await room.ChangeCodeAsync("2");
        Assert.Same(before, room.Catalog.Find(_key, "$LATEST.PUBLISHED").Version);

        FunctionConfiguration second = await room.CallAsync<PublishVersionRequest, FunctionConfiguration>(request);

        Assert.Equal(("$LATEST.PUBLISHED", $"{_key.Arn}:$LATEST.PUBLISHED"), (second.Version, second.FunctionArn));
        Assert.NotEqual(first.CodeSha256, second.CodeSha256);
        Assert.Contains(before, room.Retired);
        Assert.Equal("1", (await room.PublishAsync()).Version);
    }

    [Fact]
    public async Task The_account_counts_the_code_of_every_version()
    {
        await using FunctionsRoom room = new();
        await room.CreateAsync(FunctionsRoom.Request("f") with { Publish = true });
        long size = FunctionsRoom.Zip().Length;
        Assert.Equal(2 * size, (await UsageAsync(room)).TotalCodeSize);
        await room.DeleteVersionAsync("1");
        Assert.Equal(size, (await UsageAsync(room)).TotalCodeSize);
        await room.CallAsync<DeleteFunctionRequest, DeleteFunctionResponse>(new DeleteFunctionRequest { FunctionName = "f" });
        Assert.Equal(0, (await UsageAsync(room)).TotalCodeSize);
    }

    [Fact]
    public async Task Versions_are_listed_by_number_and_in_pages_that_bear_change()
    {
        await using FunctionsRoom room = new();
        await room.CreateAsync(FunctionsRoom.Request("f"));
        for (int number = 1; number <= 11; number++)
        {
            await room.ChangeCodeAsync($"{number}", publish: true);
        }

        ListVersionsByFunctionResponse first = await ListAsync(room, null, 3);
        await room.DeleteVersionAsync("2");
        ListVersionsByFunctionResponse second = await ListAsync(room, first.NextMarker, 50);

        Assert.Equal(["$LATEST", "1", "2"], first.Versions!.Select(version => version.Version));
        Assert.Equal(["3", "4", "5", "6", "7", "8", "9", "10", "11"], second.Versions!.Select(version => version.Version));
        Assert.Null(second.NextMarker);
        Assert.Equal($"{_key.Arn}:$LATEST", first.Versions![0].FunctionArn);

        ListFunctionsResponse all = await room.CallAsync<ListFunctionsRequest, ListFunctionsResponse>(new ListFunctionsRequest { FunctionVersion = new("ALL"), MaxItems = 4 });
        ListFunctionsResponse rest = await room.CallAsync<ListFunctionsRequest, ListFunctionsResponse>(new ListFunctionsRequest { FunctionVersion = new("ALL"), Marker = all.NextMarker });
        Assert.Equal(["$LATEST", "1", "3", "4"], all.Functions!.Select(function => function.Version));
        Assert.Equal(7, rest.Functions!.Count);
    }

    private static async Task UpdateAsync(FunctionsRoom room, UpdateFunctionConfigurationRequest request)
    {
        await room.CallAsync<UpdateFunctionConfigurationRequest, FunctionConfiguration>(request);
        await room.SettledAsync();
    }

    private static Task<AwsError> RefusedAsync(FunctionsRoom room, PublishVersionRequest request) => room.RefusedAsync<PublishVersionRequest, FunctionConfiguration>(request);

    private static async Task<AccountUsage> UsageAsync(FunctionsRoom room) =>
        (await room.CallAsync<GetAccountSettingsRequest, GetAccountSettingsResponse>(new GetAccountSettingsRequest())).AccountUsage!;

    private static Task<ListVersionsByFunctionResponse> ListAsync(FunctionsRoom room, string? marker, int size) =>
        room.CallAsync<ListVersionsByFunctionRequest, ListVersionsByFunctionResponse>(new ListVersionsByFunctionRequest { FunctionName = "f", Marker = marker, MaxItems = size });
}
