using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.EventQueue;

/// <summary>Wires this room.</summary>
public static class EventQueueServices
{
    /// <summary>Adds asynchronous invocation. Needs an <see cref="IEventStore"/>; <see cref="EventQueue.Begin"/> starts it.</summary>
    public static IServiceCollection AddEventQueue(this IServiceCollection services)
    {
        services.AddSingleton(static provider => new EventLanes(
            provider.GetRequiredService<IEventStore>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EventQueue>>(),
            WorkOf(provider)));
        services.AddSingleton(static provider => new EventQueue(provider.GetRequiredService<FunctionStore>(), provider.GetRequiredService<EventLanes>()));
        services.AddSingleton(static provider => new EventIntake(provider.GetRequiredService<FunctionStore>(), provider.GetRequiredService<EventLanes>()));
        services.AddSingleton<InvokeAsyncEndpoint>();
        return services;
    }

    private static Func<LaneKey, EventLanes, ILaneWork> WorkOf(IServiceProvider provider)
    {
        FunctionStore functions = provider.GetRequiredService<FunctionStore>();
        EventInvoker invoke = provider.GetRequiredService<InvocationDispatcher>().InvokeAsync;
        int concurrency = provider.GetRequiredService<IOptions<InvocationOptions>>().Value.AccountConcurrency;
        return (key, lanes) => new FunctionWork(key.Function, functions, invoke, lanes, concurrency);
    }
}
