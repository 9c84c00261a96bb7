using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Microsoft.Extensions.DependencyInjection;

namespace Mayfly.Core.Recursion;

/// <summary>Wires this room.</summary>
internal static class RecursionServices
{
    /// <summary>Adds the configuration of loop detection and its operations.</summary>
    public static IServiceCollection AddRecursion(this IServiceCollection services)
    {
        services.AddOperation<PutFunctionRecursionConfig, PutFunctionRecursionConfigRequest, PutFunctionRecursionConfigResponse>();
        services.AddOperation<GetFunctionRecursionConfig, GetFunctionRecursionConfigRequest, GetFunctionRecursionConfigResponse>();
        return services;
    }
}
