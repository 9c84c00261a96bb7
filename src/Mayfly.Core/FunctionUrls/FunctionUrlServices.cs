using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;
using Mayfly.Core.Streaming;
using Microsoft.Extensions.DependencyInjection;

namespace Mayfly.Core.FunctionUrls;

/// <summary>Wires this room.</summary>
internal static class FunctionUrlServices
{
    /// <summary>Adds function URLs and their operations.</summary>
    public static IServiceCollection AddFunctionUrls(this IServiceCollection services)
    {
        services.AddSingleton<FunctionUrlIndex>();
        services.AddSingleton(provider => new FunctionUrlEndpoint(
            provider.GetRequiredService<FunctionUrlIndex>(),
            provider.GetRequiredService<InvocationDispatcher>(),
            provider.GetRequiredService<ResponseStreams>(),
            provider.GetRequiredService<PublicAddress>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddOperation<CreateFunctionUrlConfig, CreateFunctionUrlConfigRequest, CreateFunctionUrlConfigResponse>();
        services.AddOperation<UpdateFunctionUrlConfig, UpdateFunctionUrlConfigRequest, UpdateFunctionUrlConfigResponse>();
        services.AddOperation<GetFunctionUrlConfig, GetFunctionUrlConfigRequest, GetFunctionUrlConfigResponse>();
        services.AddOperation<DeleteFunctionUrlConfig, DeleteFunctionUrlConfigRequest, NoOutput>();
        services.AddOperation<ListFunctionUrlConfigs, ListFunctionUrlConfigsRequest, ListFunctionUrlConfigsResponse>();
        return services;
    }
}
