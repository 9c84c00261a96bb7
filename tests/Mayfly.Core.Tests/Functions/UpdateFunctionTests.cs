using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Functions;
using Mayfly.Core.Packages;

namespace Mayfly.Core.Tests.Functions;

public sealed class UpdateFunctionTests
{
    private static readonly FunctionKey _key = FunctionsRoom.Key("f");

    [Fact]
    public async Task The_old_code_serves_until_the_switch_and_is_then_retired()
    {
        await using FunctionsRoom room = new();
        FunctionConfiguration created = await room.CreateAsync(FunctionsRoom.Request("f"));
        Core.Functions.FunctionVersion old = room.Catalog.Find(_key, null).Version!;
        room.Code.Hold();

        FunctionConfiguration updated = await UpdateCodeAsync(room, "2");

        Assert.Equal((LastUpdateStatus.InProgress, "The function is being created.", "Creating"), (updated.LastUpdateStatus, updated.LastUpdateStatusReason, updated.LastUpdateStatusReasonCode?.Value));
        Assert.NotEqual(created.RevisionId, updated.RevisionId);
        Assert.NotEqual(created.CodeSha256, updated.CodeSha256);
        Assert.Same(old, room.Catalog.Find(_key, null).Version);
        AwsError busy = await room.RefusedAsync<UpdateFunctionConfigurationRequest, FunctionConfiguration>(new UpdateFunctionConfigurationRequest { FunctionName = "f", Timeout = 9 });
        Assert.Equal(("ResourceConflictException", $"The operation cannot be performed at this time. An update is in progress for resource: {_key.Arn}"), (busy.Code, busy.Message));
        Assert.Empty(room.Retired);

        await room.Code.ReleaseAsync();
        await room.SettledAsync();

        Core.Functions.FunctionVersion now = room.Catalog.Find(_key, null).Version!;
        Assert.NotEqual(old.Generation, now.Generation);
        Assert.Equal(Convert.ToBase64String(Convert.FromHexString(now.PackageId)), updated.CodeSha256);
        Assert.Equal([old], room.Retired);
        Assert.Equal(LastUpdateStatus.Successful, (await room.ShowAsync("f")).LastUpdateStatus);

        room.Time.Advance(PackageReferences.Grace);
        await room.Packages.Deleted.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal([now.PackageId], room.Packages.List());
    }

    [Fact]
    public async Task A_failed_update_leaves_the_old_code_serving_and_says_so()
    {
        await using FunctionsRoom room = new();
        FunctionConfiguration created = await room.CreateAsync(FunctionsRoom.Request("f"));
        Core.Functions.FunctionVersion old = room.Catalog.Find(_key, null).Version!;
        room.Code.Hold();
        await UpdateCodeAsync(room, "2");
        await room.Code.ReleaseAsync("No room.");
        await room.SettledAsync();

        FunctionConfiguration after = await room.ShowAsync("f");
        Assert.Equal((State.Active, LastUpdateStatus.Failed, "No room."), (after.State, after.LastUpdateStatus, after.LastUpdateStatusReason));
        Assert.Equal(created.CodeSha256, after.CodeSha256);
        Assert.Same(old, room.Catalog.Find(_key, null).Version);
        Assert.Equal(old.PackageId, room.Records.Saved[_key].Package.Id);
    }

    [Fact]
    public async Task Only_what_an_environment_would_notice_makes_a_new_generation()
    {
        await using FunctionsRoom room = new();
        await room.CreateAsync(FunctionsRoom.Request("f"));
        long generation = room.Catalog.Find(_key, null).Version!.Generation;

        await UpdateAsync(room, new UpdateFunctionConfigurationRequest { FunctionName = "f", Description = "other words" });
        Assert.Equal(generation, room.Catalog.Find(_key, null).Version!.Generation);
        Assert.Empty(room.Retired);

        await UpdateAsync(room, new UpdateFunctionConfigurationRequest { FunctionName = "f", MemorySize = 256 });
        Assert.NotEqual(generation, room.Catalog.Find(_key, null).Version!.Generation);
        Assert.Single(room.Retired);
    }

    [Fact]
    public async Task What_an_update_leaves_out_stays()
    {
        await using FunctionsRoom room = new();
        await room.CreateAsync(FunctionsRoom.Request("f") with
        {
            Environment = new() { Variables = new Dictionary<string, string> { ["A"] = "1" } },
            LoggingConfig = new LoggingConfig { LogFormat = LogFormat.Json, ApplicationLogLevel = new("DEBUG") },
        });

        FunctionConfiguration updated = await UpdateAsync(room, new UpdateFunctionConfigurationRequest { FunctionName = "f", Timeout = 30, LoggingConfig = new LoggingConfig { LogGroup = "/mine" } });

        Assert.Equal((30, 128, "index.handler"), (updated.Timeout, updated.MemorySize, updated.Handler));
        Assert.Equal("1", updated.Environment!.Variables!["A"]);
        Assert.Equal((LogFormat.Json, "DEBUG", "INFO", "/mine"), (updated.LoggingConfig!.LogFormat, updated.LoggingConfig.ApplicationLogLevel?.Value, updated.LoggingConfig.SystemLogLevel?.Value, updated.LoggingConfig.LogGroup));
        FunctionConfiguration text = await UpdateAsync(room, new UpdateFunctionConfigurationRequest { FunctionName = "f", LoggingConfig = new LoggingConfig { LogFormat = LogFormat.Text }, Environment = new() { Variables = new Dictionary<string, string>() } });
        Assert.Null(text.LoggingConfig!.ApplicationLogLevel);
        Assert.Empty(text.Environment!.Variables!);
    }

    [Fact]
    public async Task A_revision_that_is_not_the_latest_changes_nothing()
    {
        await using FunctionsRoom room = new();
        FunctionConfiguration created = await room.CreateAsync(FunctionsRoom.Request("f"));

        AwsError code = await room.RefusedAsync<UpdateFunctionCodeRequest, FunctionConfiguration>(new UpdateFunctionCodeRequest { FunctionName = "f", ZipFile = FunctionsRoom.Zip("2"), RevisionId = "wrong" });
        AwsError configuration = await room.RefusedAsync<UpdateFunctionConfigurationRequest, FunctionConfiguration>(new UpdateFunctionConfigurationRequest { FunctionName = "f", RevisionId = "wrong" });

        const string Message = "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id";
        Assert.Equal(("PreconditionFailedException", 412, Message), (code.Code, code.Status, code.Message));
        Assert.Equal(code, configuration);
        await UpdateAsync(room, new UpdateFunctionConfigurationRequest { FunctionName = "f", RevisionId = created.RevisionId });
    }

    [Fact]
    public async Task A_dry_run_checks_and_changes_nothing()
    {
        await using FunctionsRoom room = new();
        FunctionConfiguration created = await room.CreateAsync(FunctionsRoom.Request("f"));

        FunctionConfiguration dry = await room.CallAsync<UpdateFunctionCodeRequest, FunctionConfiguration>(new UpdateFunctionCodeRequest { FunctionName = "f", ZipFile = FunctionsRoom.Zip("2"), DryRun = true });
        AwsError bad = await room.RefusedAsync<UpdateFunctionCodeRequest, FunctionConfiguration>(new UpdateFunctionCodeRequest { FunctionName = "f", ZipFile = new byte[3], DryRun = true });

        Assert.NotEqual(created.CodeSha256, dry.CodeSha256);
        Assert.StartsWith("Could not unzip", bad.Message, StringComparison.Ordinal);
        Assert.Equal(created.CodeSha256, (await room.ShowAsync("f")).CodeSha256);
        Assert.Single(room.Packages.List());
    }

    [Fact]
    public async Task An_image_is_no_code_for_a_zip_function()
    {
        await using FunctionsRoom room = new();
        await room.CreateAsync(FunctionsRoom.Request("f"));

        AwsError error = await room.RefusedAsync<UpdateFunctionCodeRequest, FunctionConfiguration>(new UpdateFunctionCodeRequest { FunctionName = "f", ImageUri = "image" });

        Assert.Equal("Please don't provide ImageUri when updating a function with packageType Zip.", error.Message);
    }

    [Fact]
    public async Task Deleting_during_an_update_ends_both()
    {
        await using FunctionsRoom room = new();
        await room.CreateAsync(FunctionsRoom.Request("f"));
        room.Code.Hold();
        await UpdateCodeAsync(room, "2");

        DeleteFunctionResponse deleted = await room.CallAsync<DeleteFunctionRequest, DeleteFunctionResponse>(new DeleteFunctionRequest { FunctionName = "f" });
        await room.Code.ReleaseAsync();
        await room.SettledAsync();

        Assert.Equal(204, deleted.StatusCode);
        Assert.Equal(FunctionLookupOutcome.NotFound, room.Catalog.Find(_key, null).Outcome);
        Assert.Empty(room.Records.Saved);
        Assert.Single(room.Retired);
    }

    [Fact]
    public async Task The_same_code_again_is_kept_once()
    {
        await using FunctionsRoom room = new();
        await room.CreateAsync(FunctionsRoom.Request("f"));
        await room.CreateAsync(FunctionsRoom.Request("g"));
        await UpdateCodeAsync(room, "1");
        await room.SettledAsync();

        await room.CallAsync<DeleteFunctionRequest, DeleteFunctionResponse>(new DeleteFunctionRequest { FunctionName = "g" });
        room.Time.Advance(2 * PackageReferences.Grace);

        Assert.Equal([room.Catalog.Find(_key, null).Version!.PackageId], room.Packages.List());
    }

    private static Task<FunctionConfiguration> UpdateCodeAsync(FunctionsRoom room, string content) =>
        room.CallAsync<UpdateFunctionCodeRequest, FunctionConfiguration>(new UpdateFunctionCodeRequest { FunctionName = "f", ZipFile = FunctionsRoom.Zip(content) });

    private static async Task<FunctionConfiguration> UpdateAsync(FunctionsRoom room, UpdateFunctionConfigurationRequest request)
    {
        FunctionConfiguration updated = await room.CallAsync<UpdateFunctionConfigurationRequest, FunctionConfiguration>(request);
        await room.SettledAsync();
        return updated;
    }
}
