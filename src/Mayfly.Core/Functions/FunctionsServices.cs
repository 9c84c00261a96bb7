using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Aws;
using Mayfly.Core.Concurrency;
using Mayfly.Core.EventInvoke;
using Mayfly.Core.FunctionUrls;
using Mayfly.Core.HotReload;
using Mayfly.Core.Layers;
using Mayfly.Core.Packages;
using Mayfly.Core.Policies;
using Mayfly.Core.Recursion;
using Mayfly.Core.RuntimeManagement;
using Mayfly.Core.Versions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Functions;

/// <summary>Wires this room.</summary>
public static class FunctionsServices
{
    /// <summary>Adds functions and their operations. Needs AddPackages, storage and an IRuntimeRegistry; run <see cref="FunctionLoader"/> before serving.</summary>
    public static IServiceCollection AddFunctions(this IServiceCollection services, Action<FunctionsOptions>? configure = null)
    {
        services.AddOptions<FunctionsOptions>().Configure(configure ?? (_ => { })).ValidateOnStart();
        services.AddSingleton<IValidateOptions<FunctionsOptions>, FunctionsOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<FunctionStore>();
        services.AddSingleton<IFunctionCatalog>(provider => provider.GetRequiredService<FunctionStore>());
        services.AddSingleton<FunctionVersions>();
        services.AddSingleton<FunctionGates>();
        services.AddSingleton<CodePlacement>();
        services.AddSingleton<FunctionLifecycle>();
        services.AddSingleton<FunctionAmendments>();
        services.AddSingleton<RuntimeRules>();
        services.AddSingleton<FunctionView>();
        services.AddSingleton<PublicAddress>();
        services.AddSingleton(provider => new FunctionLoader(
            provider.GetRequiredService<IFunctionRecords>(),
            provider.GetRequiredService<FunctionStore>(),
            provider.GetRequiredService<FunctionVersions>(),
            provider.GetRequiredService<PackageReferences>(),
            provider.GetRequiredService<CodePlacement>(),
            provider.GetRequiredService<FunctionLifecycle>(),
            provider.GetRequiredService<ILogger<FunctionLoader>>()));

        services.AddConcurrency();
        services.AddLayers();
        services.AddSingleton<HotFolders>();
        services.AddSingleton(static provider => new HotReloader(
            provider.GetRequiredService<FunctionStore>(),
            provider.GetRequiredService<FunctionVersions>(),
            provider.GetRequiredService<FunctionGates>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<HotReloader>>()));
        services.AddVersions();
        services.AddPolicies();
        services.AddEventInvoke();
        services.AddRecursion();
        services.AddFunctionUrls();
        services.AddRuntimeManagement();
        services.AddOperation<CreateFunction, CreateFunctionRequest, FunctionConfiguration>();
        services.AddOperation<GetFunction, GetFunctionRequest, GetFunctionResponse>();
        services.AddOperation<GetFunctionConfiguration, GetFunctionConfigurationRequest, FunctionConfiguration>();
        services.AddOperation<ListFunctions, ListFunctionsRequest, ListFunctionsResponse>();
        services.AddOperation<UpdateFunctionCode, UpdateFunctionCodeRequest, FunctionConfiguration>();
        services.AddOperation<UpdateFunctionConfiguration, UpdateFunctionConfigurationRequest, FunctionConfiguration>();
        services.AddOperation<DeleteFunction, DeleteFunctionRequest, DeleteFunctionResponse>();
        services.AddOperation<TagResource, TagResourceRequest, NoOutput>();
        services.AddOperation<UntagResource, UntagResourceRequest, NoOutput>();
        services.AddOperation<ListTags, ListTagsRequest, ListTagsResponse>();
        services.AddOperation<GetAccountSettings, GetAccountSettingsRequest, GetAccountSettingsResponse>();
        return services;
    }
}
