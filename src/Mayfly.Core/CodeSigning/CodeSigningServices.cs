using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.CodeSigning;

/// <summary>Wires this room.</summary>
internal static class CodeSigningServices
{
    /// <summary>Adds code signing and its operations. Run <see cref="CodeSigningLoader"/> before serving.</summary>
    public static IServiceCollection AddCodeSigning(this IServiceCollection services, Action<CodeSigningOptions> configure)
    {
        services.AddOptions<CodeSigningOptions>().Configure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CodeSigningOptions>, CodeSigningOptionsValidator>();
        services.AddSingleton<TrustedPublishers>();
        services.AddSingleton<SignatureReader>();
        services.AddSingleton<DeploymentCheck>();
        services.AddSingleton<CodeSigningConfigs>();
        services.AddSingleton<ITagged, CodeSigningConfigTags>();
        services.AddSingleton(static provider => new CodeSigningLoader(provider.GetRequiredService<CodeSigningConfigs>()));

        services.AddOperation<CreateCodeSigningConfig, CreateCodeSigningConfigRequest, CreateCodeSigningConfigResponse>();
        services.AddOperation<GetCodeSigningConfig, GetCodeSigningConfigRequest, GetCodeSigningConfigResponse>();
        services.AddOperation<UpdateCodeSigningConfig, UpdateCodeSigningConfigRequest, UpdateCodeSigningConfigResponse>();
        services.AddOperation<DeleteCodeSigningConfig, DeleteCodeSigningConfigRequest, DeleteCodeSigningConfigResponse>();
        services.AddOperation<ListCodeSigningConfigs, ListCodeSigningConfigsRequest, ListCodeSigningConfigsResponse>();
        services.AddOperation<ListFunctionsByCodeSigningConfig, ListFunctionsByCodeSigningConfigRequest, ListFunctionsByCodeSigningConfigResponse>();
        services.AddOperation<PutFunctionCodeSigningConfig, PutFunctionCodeSigningConfigRequest, PutFunctionCodeSigningConfigResponse>();
        services.AddOperation<GetFunctionCodeSigningConfig, GetFunctionCodeSigningConfigRequest, GetFunctionCodeSigningConfigResponse>();
        services.AddOperation<DeleteFunctionCodeSigningConfig, DeleteFunctionCodeSigningConfigRequest, NoOutput>();
        return services;
    }
}
