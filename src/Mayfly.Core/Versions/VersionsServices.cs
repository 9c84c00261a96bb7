using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Aws;
using Microsoft.Extensions.DependencyInjection;

namespace Mayfly.Core.Versions;

/// <summary>Wires this room.</summary>
internal static class VersionsServices
{
    /// <summary>Adds versions, aliases and their operations.</summary>
    public static IServiceCollection AddVersions(this IServiceCollection services)
    {
        services.AddSingleton<VersionPublisher>();
        services.AddOperation<PublishVersion, PublishVersionRequest, FunctionConfiguration>();
        services.AddOperation<ListVersionsByFunction, ListVersionsByFunctionRequest, ListVersionsByFunctionResponse>();
        services.AddOperation<CreateAlias, CreateAliasRequest, AliasConfiguration>();
        services.AddOperation<UpdateAlias, UpdateAliasRequest, AliasConfiguration>();
        services.AddOperation<GetAlias, GetAliasRequest, AliasConfiguration>();
        services.AddOperation<ListAliases, ListAliasesRequest, ListAliasesResponse>();
        services.AddOperation<DeleteAlias, DeleteAliasRequest, NoOutput>();
        return services;
    }
}
