using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Functions;
using Mayfly.Core.Images;
using Mayfly.Core.Packages;
using Mayfly.Core.Tests.Functions;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Core.Tests.Images;

/// <summary>The states of functions that are images, while these are fetched and when they cannot be.</summary>
public sealed class ImageLifecycleTests : IDisposable
{
    private readonly ImageLayout _layout = new();

    [Fact]
    public async Task A_function_is_Pending_while_its_image_is_fetched_and_then_Active()
    {
        await using FunctionsRoom room = new();
        string digest = Add("v1");
        room.Images.Hold();

        FunctionConfiguration created = await room.CallAsync<CreateFunctionRequest, FunctionConfiguration>(Request("v1"));

        Assert.Equal((State.Pending, StateReasonCode.Creating, PackageType.Image), (created.State!.Value, created.StateReasonCode!.Value, created.PackageType!.Value));
        Assert.Equal((ImageDigest.Hex(digest), 0L), (created.CodeSha256, created.CodeSize));
        Assert.Equal((null, null, null), (created.Runtime?.Value, created.Handler, created.RuntimeVersionConfig));
        Assert.Equal(FunctionLookupOutcome.Pending, room.Catalog.Find(FunctionsRoom.Key("f"), null).Outcome);
        await room.Images.ReleaseAsync();
        await room.SettledAsync();
        Assert.Equal((State.Active, LastUpdateStatus.Successful), ((await room.ShowAsync("f")).State, (await room.ShowAsync("f")).LastUpdateStatus));
        Assert.Equal(digest, room.Catalog.Find(FunctionsRoom.Key("f"), null).Version!.Image!.Digest);
        Assert.Empty(room.Packages.List());
    }

    [Theory]
    [InlineData(ImageFault.NotFound, "ImageDeleted")]
    [InlineData(ImageFault.AccessDenied, "ImageAccessDenied")]
    [InlineData(ImageFault.Invalid, "InvalidImage")]
    [InlineData(ImageFault.Unsupported, "InvalidImage")]
    [InlineData(ImageFault.OtherArchitecture, "InvalidImage")]
    [InlineData(ImageFault.Unavailable, "InternalError")]
    internal async Task An_image_that_cannot_be_had_is_a_Failed_function_with_AWSs_code_until_an_update(ImageFault fault, string code)
    {
        await using FunctionsRoom room = new();
        Add("v1");
        room.Images.Hold();
        await room.CallAsync<CreateFunctionRequest, FunctionConfiguration>(Request("v1"));
        await room.Images.ReleaseAsync(new ImageException(fault, "It is not there any more."));
        await room.SettledAsync();

        FunctionConfiguration failed = await room.ShowAsync("f");
        Assert.Equal((State.Failed, code, "It is not there any more."), (failed.State!.Value, failed.StateReasonCode!.Value.Value, failed.StateReason));

        await UpdateAsync(room, "v1");
        await room.SettledAsync();
        FunctionConfiguration mended = await room.ShowAsync("f");
        Assert.Equal((State.Active, null, null), (mended.State, mended.StateReasonCode?.Value, mended.LastUpdateStatusReasonCode?.Value));
    }

    [Fact]
    public async Task An_update_that_fails_leaves_the_image_before_serving_and_says_why()
    {
        await using FunctionsRoom room = new();
        string first = Add("v1");
        await room.CreateAsync(Request("v1"));
        Add("v2");
        room.Images.Hold();
        FunctionConfiguration updating = await UpdateAsync(room, "v2");
        Assert.Equal(LastUpdateStatus.InProgress, updating.LastUpdateStatus);
        Assert.Equal(first, room.Catalog.Find(FunctionsRoom.Key("f"), null).Version!.Image!.Digest);
        await room.Images.ReleaseAsync(new ImageException(ImageFault.AccessDenied, "No more."));
        await room.SettledAsync();

        FunctionConfiguration shown = await room.ShowAsync("f");
        Assert.Equal(
            (State.Active, LastUpdateStatus.Failed, LastUpdateStatusReasonCode.ImageAccessDenied, "No more.", ImageDigest.Hex(first)),
            (shown.State!.Value, shown.LastUpdateStatus!.Value, shown.LastUpdateStatusReasonCode!.Value, shown.LastUpdateStatusReason, shown.CodeSha256));
        Assert.Equal(first, room.Catalog.Find(FunctionsRoom.Key("f"), null).Version!.Image!.Digest);
    }

    [Fact]
    public async Task What_had_not_been_fetched_when_the_server_ended_is_fetched_after_the_next_start()
    {
        FunctionsRoom before = new();
        Add("v1");
        before.Images.Hold();
        await before.CallAsync<CreateFunctionRequest, FunctionConfiguration>(Request("v1") with { Publish = true });
        await before.DisposeAsync();
        await using FunctionsRoom room = new(before.Records);
        room.Images.Hold();

        await room.Get<FunctionLoader>().LoadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(State.Pending, (await room.ShowAsync("f")).State);
        Assert.Equal(FunctionLookupOutcome.Pending, room.Catalog.Find(FunctionsRoom.Key("f"), "1").Outcome);
        await room.Images.ReleaseAsync();
        await room.SettledAsync();
        Assert.Equal(State.Active, (await room.ShowAsync("f")).State);
        Assert.Equal(FunctionLookupOutcome.Active, room.Catalog.Find(FunctionsRoom.Key("f"), "1").Outcome);
    }

    [Fact]
    public async Task What_had_been_fetched_is_Active_at_once()
    {
        FunctionsRoom before = new();
        string digest = Add("v1");
        await before.CreateAsync(Request("v1"));
        await before.DisposeAsync();
        await using FunctionsRoom room = new(before.Records);
        room.Images.Fetched.Add(digest);

        await room.Get<FunctionLoader>().LoadAsync(TestContext.Current.CancellationToken);

        Assert.Equal(State.Active, (await room.ShowAsync("f")).State);
        Assert.Equal([digest], room.Images.Fetched);
    }

    [Fact]
    public async Task An_image_goes_a_while_after_the_last_version_that_needs_it()
    {
        await using FunctionsRoom room = new();
        string first = Add("v1"), second = Add("v2");
        await room.CreateAsync(Request("v1") with { Publish = true });
        await UpdateAsync(room, "v2");
        await room.SettledAsync();

        room.Time.Advance(2 * PackageReferences.Grace);
        Assert.Empty(room.Images.Deleted);
        await room.CallAsync<DeleteFunctionRequest, DeleteFunctionResponse>(new DeleteFunctionRequest { FunctionName = "f", Qualifier = "1" });
        room.Time.Advance(2 * PackageReferences.Grace);
        Assert.Equal([first], room.Images.Deleted);
        await room.CallAsync<DeleteFunctionRequest, DeleteFunctionResponse>(new DeleteFunctionRequest { FunctionName = "f" });
        room.Time.Advance(2 * PackageReferences.Grace);
        Assert.Equal([first, second], room.Images.Deleted);
    }

    [Fact]
    public async Task A_version_is_published_by_the_images_digest()
    {
        await using FunctionsRoom room = new();
        string digest = Add("v1");
        await room.CreateAsync(Request("v1"));

        AwsError other = await room.RefusedAsync<PublishVersionRequest, FunctionConfiguration>(new PublishVersionRequest { FunctionName = "f", CodeSha256 = "other" });
        FunctionConfiguration published = await room.CallAsync<PublishVersionRequest, FunctionConfiguration>(new PublishVersionRequest { FunctionName = "f", CodeSha256 = ImageDigest.Hex(digest) });

        Assert.Contains(ImageDigest.Hex(digest), other.Message, StringComparison.Ordinal);
        Assert.Equal(("1", ImageDigest.Hex(digest)), (published.Version, published.CodeSha256));
    }

    [Fact]
    public async Task Images_and_packages_do_not_become_each_other()
    {
        await using FunctionsRoom room = new();
        Add("v1");
        await room.CreateAsync(Request("v1"));
        await room.CreateAsync(FunctionsRoom.Request("zip"));
        const string ForImages = "Please don't provide Handler or Runtime or Layer when the intended function PackageType is Image.";

        Assert.Equal("Please provide ImageUri when updating a function with packageType Image.", await RefusalAsync(new UpdateFunctionCodeRequest { FunctionName = "f", ZipFile = FunctionsRoom.Zip() }));
        Assert.Equal("Please don't provide ImageUri when updating a function with packageType Zip.", await RefusalAsync(new UpdateFunctionCodeRequest { FunctionName = "zip", ImageUri = _layout.Uri("v1") }));
        Assert.Equal(ForImages, await RefusalAsync(new UpdateFunctionConfigurationRequest { FunctionName = "f", Handler = "h" }));
        Assert.Equal(ForImages, await RefusalAsync(new UpdateFunctionConfigurationRequest { FunctionName = "f", Runtime = Runtime.Nodejs20X }));
        Assert.Equal(
            "Lambda layers are not supported for functions created with container images.",
            await RefusalAsync(new UpdateFunctionConfigurationRequest { FunctionName = "f", Layers = ["arn:aws:lambda:us-east-1:000000000000:layer:l:1"] }));
        Assert.Equal(
            "Please don't provide ImageConfig when the intended function PackageType is Zip.",
            await RefusalAsync(new UpdateFunctionConfigurationRequest { FunctionName = "zip", ImageConfig = new ImageConfig { Command = ["x"] } }));
        Assert.Equal(
            "Runtime management is for functions that have a runtime; a container image brings its own.",
            (await room.RefusedAsync<PutRuntimeManagementConfigRequest, PutRuntimeManagementConfigResponse>(new PutRuntimeManagementConfigRequest { FunctionName = "f", UpdateRuntimeOn = UpdateRuntimeOn.Auto })).Message);

        async Task<string> RefusalAsync<T>(T request) => (await room.RefusedAsync<T, FunctionConfiguration>(request)).Message;
    }

    public void Dispose() => _layout.Dispose();

    private string Add(string tag) => _layout.Add(tag, [], [LayerEntry.File("which", tag)]);

    private CreateFunctionRequest Request(string tag) =>
        new() { FunctionName = "f", Role = FunctionsRoom.Role, PackageType = PackageType.Image, Code = new FunctionCode { ImageUri = _layout.Uri(tag) } };

    private Task<FunctionConfiguration> UpdateAsync(FunctionsRoom room, string tag) =>
        room.CallAsync<UpdateFunctionCodeRequest, FunctionConfiguration>(new UpdateFunctionCodeRequest { FunctionName = "f", ImageUri = _layout.Uri(tag) });
}
