using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Aws;
using Mayfly.Core.Concurrency.Home;
using Mayfly.Core.Concurrency.Scheduled;
using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Concurrency;

/// <summary>Wires this room.</summary>
internal static class ConcurrencyServices
{
    /// <summary>Adds the leases, which need an <see cref="IConcurrencyHome"/>, and the operations on reserved and provisioned concurrency.</summary>
    public static IServiceCollection AddConcurrency(this IServiceCollection services)
    {
        services.AddSingleton(static provider => new ConcurrencyTerms(provider.GetRequiredService<FunctionStore>(), provider.GetRequiredService<IOptions<InvocationOptions>>()));
        services.AddSingleton(static provider => new ConcurrencyLeases(
            provider.GetRequiredService<FunctionStore>(),
            provider.GetRequiredService<IConcurrencyHome>(),
            provider.GetRequiredService<IOptions<InvocationOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ConcurrencyLeases>>()));
        services.AddSingleton<ConcurrencySettings>();
        services.AddSingleton(provider => new ScheduledConcurrency(
            provider.GetRequiredService<FunctionStore>(),
            provider.GetRequiredService<FunctionAmendments>(),
            provider.GetRequiredService<IOperation<PutProvisionedConcurrencyConfigRequest, PutProvisionedConcurrencyConfigResponse>>(),
            provider.GetRequiredService<IOperation<DeleteProvisionedConcurrencyConfigRequest, NoOutput>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ScheduledConcurrency>>()));
        services.AddOperation<PutFunctionConcurrency, PutFunctionConcurrencyRequest, Contracts.Lambda.Concurrency>();
        services.AddOperation<GetFunctionConcurrency, GetFunctionConcurrencyRequest, GetFunctionConcurrencyResponse>();
        services.AddOperation<DeleteFunctionConcurrency, DeleteFunctionConcurrencyRequest, NoOutput>();
        services.AddOperation<PutProvisionedConcurrencyConfig, PutProvisionedConcurrencyConfigRequest, PutProvisionedConcurrencyConfigResponse>();
        services.AddOperation<GetProvisionedConcurrencyConfig, GetProvisionedConcurrencyConfigRequest, GetProvisionedConcurrencyConfigResponse>();
        services.AddOperation<ListProvisionedConcurrencyConfigs, ListProvisionedConcurrencyConfigsRequest, ListProvisionedConcurrencyConfigsResponse>();
        services.AddOperation<DeleteProvisionedConcurrencyConfig, DeleteProvisionedConcurrencyConfigRequest, NoOutput>();
        return services;
    }
}
