using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Aws;
using Microsoft.Extensions.DependencyInjection;

namespace Mayfly.Core.Policies;

/// <summary>Wires this room.</summary>
internal static class PoliciesServices
{
    /// <summary>Adds resource-based policies and their operations.</summary>
    public static IServiceCollection AddPolicies(this IServiceCollection services)
    {
        services.AddOperation<AddPermission, AddPermissionRequest, AddPermissionResponse>();
        services.AddOperation<RemovePermission, RemovePermissionRequest, NoOutput>();
        services.AddOperation<GetPolicy, GetPolicyRequest, GetPolicyResponse>();
        services.AddOperation<PutResourcePolicy, PutResourcePolicyRequest, PutResourcePolicyResponse>();
        services.AddOperation<GetResourcePolicy, GetResourcePolicyRequest, GetResourcePolicyResponse>();
        services.AddOperation<DeleteResourcePolicy, DeleteResourcePolicyRequest, NoOutput>();
        return services;
    }
}
