using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Aws;
using Microsoft.Extensions.DependencyInjection;

namespace Mayfly.Core.Layers;

/// <summary>Wires this room.</summary>
public static class LayersServices
{
    /// <summary>Adds layers and their operations. Needs AddFunctions and storage; run <see cref="LayerLoader"/> before the functions' loader.</summary>
    public static IServiceCollection AddLayers(this IServiceCollection services)
    {
        services.AddSingleton<LayerStore>();
        services.AddSingleton<LayerChanges>();
        services.AddSingleton<LayerView>();
        services.AddSingleton<LayerVersionReads>();
        services.AddSingleton<FunctionLayers>();
        services.AddSingleton(static provider => new LayerLoader(provider.GetRequiredService<LayerChanges>()));

        services.AddOperation<PublishLayerVersion, PublishLayerVersionRequest, PublishLayerVersionResponse>();
        services.AddOperation<GetLayerVersion, GetLayerVersionRequest, GetLayerVersionResponse>();
        services.AddOperation<GetLayerVersionByArn, GetLayerVersionByArnRequest, GetLayerVersionResponse>();
        services.AddOperation<ListLayers, ListLayersRequest, ListLayersResponse>();
        services.AddOperation<ListLayerVersions, ListLayerVersionsRequest, ListLayerVersionsResponse>();
        services.AddOperation<DeleteLayerVersion, DeleteLayerVersionRequest, NoOutput>();
        services.AddOperation<AddLayerVersionPermission, AddLayerVersionPermissionRequest, AddLayerVersionPermissionResponse>();
        services.AddOperation<RemoveLayerVersionPermission, RemoveLayerVersionPermissionRequest, NoOutput>();
        services.AddOperation<GetLayerVersionPolicy, GetLayerVersionPolicyRequest, GetLayerVersionPolicyResponse>();
        return services;
    }
}
