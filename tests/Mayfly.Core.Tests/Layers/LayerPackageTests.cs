using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Packages;
using Mayfly.Core.Tests.Functions;

namespace Mayfly.Core.Tests.Layers;

/// <summary>A layer's package stays while the layer or any function has it, and goes a while after the last.</summary>
public sealed class LayerPackageTests
{
    private static readonly TimeSpan _later = PackageReferences.Grace + TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_deleted_version_is_kept_for_its_functions_and_no_longer()
    {
        await using FunctionsRoom room = new();
        PublishLayerVersionResponse layer = await room.CallAsync<PublishLayerVersionRequest, PublishLayerVersionResponse>(
            new PublishLayerVersionRequest { LayerName = "l", Content = new LayerVersionContentInput { ZipFile = FunctionsRoom.Zip("layer") } });
        string package = Convert.ToHexStringLower(Convert.FromBase64String(layer.Content!.CodeSha256!));
        await room.CreateAsync(FunctionsRoom.Request("f") with { Layers = [layer.LayerVersionArn!] });
        await room.CallAsync<PublishVersionRequest, FunctionConfiguration>(new PublishVersionRequest { FunctionName = "f" });
        await room.CallAsync<DeleteLayerVersionRequest, NoOutput>(new DeleteLayerVersionRequest { LayerName = "l", VersionNumber = 1 });
        await room.CallAsync<UpdateFunctionConfigurationRequest, FunctionConfiguration>(new UpdateFunctionConfigurationRequest { FunctionName = "f", MemorySize = 256 });
        await room.SettledAsync();
        room.Time.Advance(_later);
        Assert.Contains(package, room.Packages.List());

        await room.CallAsync<UpdateFunctionConfigurationRequest, FunctionConfiguration>(new UpdateFunctionConfigurationRequest { FunctionName = "f", Layers = [] });
        await room.SettledAsync();
        room.Time.Advance(_later);
        Assert.Contains(package, room.Packages.List());

        await room.CallAsync<DeleteFunctionRequest, DeleteFunctionResponse>(new DeleteFunctionRequest { FunctionName = "f" });
        room.Time.Advance(_later);
        while (room.Packages.List().Contains(package))
        {
            await Task.Yield();
        }
    }
}
