using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Functions;
using Mayfly.Core.Tests.Functions;

namespace Mayfly.Core.Tests.RuntimeManagement;

public sealed class RuntimeManagementTests
{
    private static readonly FunctionKey _key = FunctionsRoom.Key("f");

    [Fact]
    public async Task A_function_is_pinned_to_the_interpreter_of_today_or_to_none()
    {
        await using FunctionsRoom room = new();
        string arn = (await room.CreateAsync(FunctionsRoom.Request("f") with { Publish = true })).RuntimeVersionConfig!.RuntimeVersionArn!;
        Assert.Equal((UpdateRuntimeOn.Auto, _key.Arn + ":$LATEST", null), await ShowAsync(room, null));

        AwsError other = await RefusedAsync(room, UpdateRuntimeOn.Manual, arn[..^1] + (arn[^1] == '0' ? '1' : '0'));
        Assert.StartsWith("The runtime version ", other.Message, StringComparison.Ordinal);
        Assert.Equal("RuntimeVersionArn is required when UpdateRuntimeOn is Manual.", (await RefusedAsync(room, UpdateRuntimeOn.Manual, null)).Message);
        Assert.StartsWith("UpdateRuntimeOn FunctionUpdate cannot be honoured", (await RefusedAsync(room, UpdateRuntimeOn.FunctionUpdate, null)).Message, StringComparison.Ordinal);

        long before = room.Catalog.Find(_key, "1").Version!.Generation;
        await PutAsync(room, UpdateRuntimeOn.Manual, arn, "1");
        Assert.Equal((UpdateRuntimeOn.Manual, _key.Arn + ":1", arn), await ShowAsync(room, "1"));
        Assert.Equal(UpdateRuntimeOn.Auto, (await ShowAsync(room, null)).Item1);
        Assert.Equal(arn, room.Catalog.Find(_key, "1").Version!.PinnedRuntimeArn);
        Assert.NotEqual(before, room.Catalog.Find(_key, "1").Version!.Generation);

        await PutAsync(room, UpdateRuntimeOn.Auto, null, "1");
        Assert.Null(room.Catalog.Find(_key, "1").Version!.PinnedRuntimeArn);
    }

    private static async Task<(UpdateRuntimeOn?, string?, string?)> ShowAsync(FunctionsRoom room, string? qualifier)
    {
        GetRuntimeManagementConfigResponse shown = await room.CallAsync<GetRuntimeManagementConfigRequest, GetRuntimeManagementConfigResponse>(
            new GetRuntimeManagementConfigRequest { FunctionName = "f", Qualifier = qualifier });
        return (shown.UpdateRuntimeOn, shown.FunctionArn, shown.RuntimeVersionArn);
    }

    private static Task<PutRuntimeManagementConfigResponse> PutAsync(FunctionsRoom room, UpdateRuntimeOn on, string? arn, string? qualifier) =>
        room.CallAsync<PutRuntimeManagementConfigRequest, PutRuntimeManagementConfigResponse>(Request(on, arn, qualifier));

    private static Task<AwsError> RefusedAsync(FunctionsRoom room, UpdateRuntimeOn on, string? arn) =>
        room.RefusedAsync<PutRuntimeManagementConfigRequest, PutRuntimeManagementConfigResponse>(Request(on, arn, null));

    private static PutRuntimeManagementConfigRequest Request(UpdateRuntimeOn on, string? arn, string? qualifier) =>
        new() { FunctionName = "f", UpdateRuntimeOn = on, RuntimeVersionArn = arn, Qualifier = qualifier };
}
