using Mayfly.Core.Concurrency;
using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;
using Mayfly.Core.RuntimeApi;
using Mayfly.Core.Streaming;
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
        services.AddSingleton<EnvironmentFactory>();
        services.AddSingleton<EnvironmentPools>();
        services.AddSingleton<ColdStart>();
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
