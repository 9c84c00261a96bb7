using Mayfly.Core.Concurrency;
using Mayfly.Core.Functions;
using Mayfly.Core.Images;
using Mayfly.Core.Invocation;
using Mayfly.Core.Logs;
using Mayfly.Core.Packages;
using Mayfly.Core.RuntimeApi;
using Mayfly.Core.Runtimes;
using Mayfly.Core.Streaming;
using Mayfly.Sandbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Environments;

/// <summary>Wires environments, the Runtime API and invocation.</summary>
public static class EnvironmentServices
{
    public static IServiceCollection AddInvocation(
        this IServiceCollection services, Action<EnvironmentOptions> configureEnvironments, Action<InvocationOptions> configureInvocation, Action<StreamingOptions> configureStreaming)
    {
        services.AddOptions<EnvironmentOptions>().Configure(configureEnvironments).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EnvironmentOptions>, EnvironmentOptionsValidator>();
        services.AddOptions<InvocationOptions>().Configure(configureInvocation).ValidateOnStart();
        services.AddSingleton<IValidateOptions<InvocationOptions>, InvocationOptionsValidator>();
        services.AddOptions<StreamingOptions>().Configure(configureStreaming).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StreamingOptions>, StreamingOptionsValidator>();
        services.AddSingleton<ResponseStreams>();
        services.AddSingleton<RuntimeApiServer>();
        services.AddSingleton<StemPools>();
        services.AddSingleton<StemExpectations>();
        services.AddSingleton<BootArchives>();
        services.AddSingleton<MachineCapacity>();
        services.AddSingleton<ColdStartQueue>();
        services.AddSingleton(provider => new EnvironmentFactory(
            provider.GetRequiredService<ISandboxHost>(),
            provider.GetRequiredService<RuntimeApiServer>(),
            provider.GetRequiredService<IRuntimeRegistry>(),
            provider.GetRequiredService<RuntimeRules>(),
            provider.GetRequiredService<ICodeCache>(),
            provider.GetRequiredService<ILayerFolders>(),
            provider.GetRequiredService<IImageFolders>(),
            provider.GetRequiredService<ILogStreams>(),
            provider.GetRequiredService<StemPools>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<EnvironmentPools>();
        services.AddSingleton<ColdStart>();
        services.AddSingleton<ScalingRate>();
        services.AddSingleton(provider => new ProvisionedConcurrency(
            provider.GetRequiredService<FunctionStore>(),
            provider.GetRequiredService<ConcurrencyLeases>(),
            provider.GetRequiredService<EnvironmentPools>(),
            provider.GetRequiredService<ColdStart>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ProvisionedConcurrency>>()));
        services.AddSingleton<InvocationDispatcher>();
        services.AddSingleton<InvokeEndpoint>();
        return services;
    }
}
