using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Functions;
using Mayfly.Core.Tests.Functions;
using Mayfly.Core.Tests.Versions;

namespace Mayfly.Core.Tests.EventInvoke;

public sealed class EventInvokeTests
{
    private static readonly FunctionKey _key = FunctionsRoom.Key("f");

    [Fact]
    public async Task Put_replaces_and_update_adds()
    {
        await using FunctionsRoom room = await RoomAsync();
        FunctionEventInvokeConfig put = await PutAsync(room, new PutFunctionEventInvokeConfigRequest { FunctionName = "f", MaximumEventAgeInSeconds = 60, MaximumRetryAttempts = 2 });
        Assert.Equal((_key.Arn + ":$LATEST", 60, 2), (put.FunctionArn, put.MaximumEventAgeInSeconds, put.MaximumRetryAttempts));
        Assert.NotNull(put.DestinationConfig!.OnSuccess);
        Assert.Null(put.DestinationConfig.OnFailure!.Destination);

        FunctionEventInvokeConfig updated = await room.CallAsync<UpdateFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig>(
            new UpdateFunctionEventInvokeConfigRequest { FunctionName = "f", MaximumRetryAttempts = 0, DestinationConfig = new DestinationConfig { OnFailure = new OnFailure { Destination = "arn:aws:sqs:us-east-1:000000000000:q" } } });
        Assert.Equal((60, 0, "arn:aws:sqs:us-east-1:000000000000:q"), (updated.MaximumEventAgeInSeconds, updated.MaximumRetryAttempts, updated.DestinationConfig!.OnFailure!.Destination));

        FunctionEventInvokeConfig again = await PutAsync(room, new PutFunctionEventInvokeConfigRequest { FunctionName = "f", MaximumRetryAttempts = 1 });
        Assert.Equal((null, 1, null), (again.MaximumEventAgeInSeconds, again.MaximumRetryAttempts, again.DestinationConfig!.OnFailure!.Destination));
    }

    [Fact]
    public async Task Versions_and_aliases_have_their_own()
    {
        await using FunctionsRoom room = await RoomAsync();
        await room.PublishAsync();
        await room.AliasAsync("live", "1");
        foreach (string? qualifier in new[] { null, "1", "live" })
        {
            await PutAsync(room, new PutFunctionEventInvokeConfigRequest { FunctionName = "f", Qualifier = qualifier, MaximumRetryAttempts = 1 });
        }

        ListFunctionEventInvokeConfigsResponse page = await room.CallAsync<ListFunctionEventInvokeConfigsRequest, ListFunctionEventInvokeConfigsResponse>(
            new ListFunctionEventInvokeConfigsRequest { FunctionName = "f", MaxItems = 2 });
        ListFunctionEventInvokeConfigsResponse rest = await room.CallAsync<ListFunctionEventInvokeConfigsRequest, ListFunctionEventInvokeConfigsResponse>(
            new ListFunctionEventInvokeConfigsRequest { FunctionName = "f", Marker = page.NextMarker });
        Assert.Equal([":$LATEST", ":1"], page.FunctionEventInvokeConfigs!.Select(config => config.FunctionArn!.Replace(_key.Arn, "", StringComparison.Ordinal)));
        Assert.Equal(_key.Arn + ":live", Assert.Single(rest.FunctionEventInvokeConfigs!).FunctionArn);

        await DeleteAsync(room, "live");
        AwsError gone = await room.RefusedAsync<GetFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig>(new GetFunctionEventInvokeConfigRequest { FunctionName = "f", Qualifier = "live" });
        Assert.Equal($"The function {_key.Arn}:live doesn't have an EventInvokeConfig", gone.Message);
    }

    [Theory]
    [InlineData("arn:aws:lambda:us-east-1:000000000000:function:doesnotexist", "The destination ARN arn:aws:lambda:us-east-1:000000000000:function:doesnotexist is invalid.")]
    [InlineData("arn:aws:lambda:us-east-1:000000000000:function:f", "You can't specify the function as a destination for itself.")]
    [InlineData("arn:aws:iam:us-east-1:000000000000:function:f", "The provided destination config DestinationConfig(onSuccess=OnSuccess(destination=arn:aws:iam:us-east-1:000000000000:function:f), onFailure=null) is invalid.")]
    [InlineData("arn:aws:s3:::bucket", "The provided destination config DestinationConfig(onSuccess=OnSuccess(destination=arn:aws:s3:::bucket), onFailure=null) is invalid.")]
    public async Task A_destination_that_cannot_be_is_refused(string destination, string message)
    {
        await using FunctionsRoom room = await RoomAsync();
        AwsError refused = await room.RefusedAsync<PutFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig>(
            new PutFunctionEventInvokeConfigRequest { FunctionName = "f", DestinationConfig = new DestinationConfig { OnSuccess = new OnSuccess { Destination = destination } } });
        Assert.Equal(message, refused.Message);
    }

    [Fact]
    public async Task What_is_not_there_is_told_in_AWSs_words()
    {
        await using FunctionsRoom room = await RoomAsync();
        string none = $"The function {_key.Arn}:$LATEST doesn't have an EventInvokeConfig";
        Assert.Equal("You must specify at least one of error handling or destination setting.", (await PutRefusedAsync(room, new PutFunctionEventInvokeConfigRequest { FunctionName = "g" })).Message);
        Assert.Equal("The function doesn't exist.", (await PutRefusedAsync(room, new PutFunctionEventInvokeConfigRequest { FunctionName = "g", MaximumRetryAttempts = 1 })).Message);
        Assert.Equal("The function doesn't exist.", (await PutRefusedAsync(room, new PutFunctionEventInvokeConfigRequest { FunctionName = "f:none", MaximumRetryAttempts = 1 })).Message);
        Assert.Equal(none, (await room.RefusedAsync<DeleteFunctionEventInvokeConfigRequest, NoOutput>(new DeleteFunctionEventInvokeConfigRequest { FunctionName = "f" })).Message);
        Assert.Equal(none, (await room.RefusedAsync<UpdateFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig>(new UpdateFunctionEventInvokeConfigRequest { FunctionName = "f", MaximumRetryAttempts = 1 })).Message);
        Assert.Equal("The function doesn't exist.", (await room.RefusedAsync<ListFunctionEventInvokeConfigsRequest, ListFunctionEventInvokeConfigsResponse>(new ListFunctionEventInvokeConfigsRequest { FunctionName = "g" })).Message);
    }

    private static async Task<FunctionsRoom> RoomAsync()
    {
        FunctionsRoom room = new();
        await room.CreateAsync(FunctionsRoom.Request("f"));
        return room;
    }

    private static Task<FunctionEventInvokeConfig> PutAsync(FunctionsRoom room, PutFunctionEventInvokeConfigRequest request) =>
        room.CallAsync<PutFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig>(request);

    private static Task<AwsError> PutRefusedAsync(FunctionsRoom room, PutFunctionEventInvokeConfigRequest request) =>
        room.RefusedAsync<PutFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig>(request);

    private static Task<NoOutput> DeleteAsync(FunctionsRoom room, string qualifier) =>
        room.CallAsync<DeleteFunctionEventInvokeConfigRequest, NoOutput>(new DeleteFunctionEventInvokeConfigRequest { FunctionName = "f", Qualifier = qualifier });
}
