using Microsoft.Extensions.DependencyInjection;

namespace Mayfly.Core.Aws;

/// <summary>How features register their operations.</summary>
public static class OperationServices
{
    /// <summary>Registers <typeparamref name="TOperation"/>, whose class is named like AWS's operation.</summary>
    public static IServiceCollection AddOperation<TOperation, TInput, TOutput>(this IServiceCollection services)
        where TOperation : class, IOperation<TInput, TOutput>
        where TInput : class
        where TOutput : class
    {
        services.AddSingleton<IOperation<TInput, TOutput>, TOperation>();
        services.AddSingleton<OperationRunner>(static provider =>
            new OperationRunner<TInput, TOutput>(typeof(TOperation).Name, provider.GetRequiredService<IOperation<TInput, TOutput>>()));
        return services;
    }
}
