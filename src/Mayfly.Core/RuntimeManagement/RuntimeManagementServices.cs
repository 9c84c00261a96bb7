using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Microsoft.Extensions.DependencyInjection;

namespace Mayfly.Core.RuntimeManagement;

/// <summary>Wires this room.</summary>
internal static class RuntimeManagementServices
{
    /// <summary>Adds runtime management and its operations.</summary>
    public static IServiceCollection AddRuntimeManagement(this IServiceCollection services)
    {
        services.AddOperation<PutRuntimeManagementConfig, PutRuntimeManagementConfigRequest, PutRuntimeManagementConfigResponse>();
        services.AddOperation<GetRuntimeManagementConfig, GetRuntimeManagementConfigRequest, GetRuntimeManagementConfigResponse>();
        return services;
    }
}
