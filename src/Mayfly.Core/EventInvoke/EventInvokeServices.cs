using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Aws;
using Microsoft.Extensions.DependencyInjection;

namespace Mayfly.Core.EventInvoke;

/// <summary>Wires this room.</summary>
internal static class EventInvokeServices
{
    /// <summary>Adds the configurations of asynchronous invocation and their operations.</summary>
    public static IServiceCollection AddEventInvoke(this IServiceCollection services)
    {
        services.AddSingleton<DestinationRules>();
        services.AddOperation<PutFunctionEventInvokeConfig, PutFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig>();
        services.AddOperation<UpdateFunctionEventInvokeConfig, UpdateFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig>();
        services.AddOperation<GetFunctionEventInvokeConfig, GetFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig>();
        services.AddOperation<ListFunctionEventInvokeConfigs, ListFunctionEventInvokeConfigsRequest, ListFunctionEventInvokeConfigsResponse>();
        services.AddOperation<DeleteFunctionEventInvokeConfig, DeleteFunctionEventInvokeConfigRequest, NoOutput>();
        return services;
    }
}
