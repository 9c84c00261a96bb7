using System.Diagnostics.Metrics;
using Mayfly.Core.AwsServices;
using Mayfly.Core.EventQueue.Destinations;
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
    public static IServiceCollection AddEventQueue(this IServiceCollection services, Action<EventQueueOptions> configure, Action<AwsServicesOptions> configureServices)
    {
        services.AddOptions<EventQueueOptions>().Configure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EventQueueOptions>, EventQueueOptionsValidator>();
        services.AddOptions<AwsServicesOptions>().Configure(configureServices).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AwsServicesOptions>, AwsServicesOptionsValidator>();
        services.AddSingleton<AwsServiceClients>();
        services.AddSingleton(static provider => new EventMeters(provider.GetService<IMeterFactory>()));
        services.AddSingleton<DestinationSender>();
        services.AddSingleton<EventOutcomes>();
        services.AddSingleton(static provider => new EventLanes(
            provider.GetRequiredService<IEventStore>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EventQueue>>(),
            WorkOf(provider)));
        services.AddSingleton(static provider => new EventQueue(
            provider.GetRequiredService<FunctionStore>(), provider.GetRequiredService<EventLanes>(), provider.GetRequiredService<EventMeters>()));
        services.AddSingleton(static provider => new EventIntake(
            provider.GetRequiredService<FunctionStore>(),
            provider.GetRequiredService<EventLanes>(),
            provider.GetRequiredService<EventMeters>(),
            provider.GetRequiredService<IOptions<EventQueueOptions>>().Value.MaximumEvents));
        services.AddSingleton<InvokeAsyncEndpoint>();
        return services;
    }

    private static Func<LaneKey, EventLanes, ILaneWork> WorkOf(IServiceProvider provider)
    {
        FunctionWorkParts parts = new(
            provider.GetRequiredService<FunctionStore>(),
            provider.GetRequiredService<InvocationDispatcher>().InvokeAsync,
            provider.GetRequiredService<EventOutcomes>(),
            provider.GetRequiredService<EventMeters>(),
            provider.GetRequiredService<IOptions<InvocationOptions>>().Value.AccountConcurrency);
        DestinationSender sender = provider.GetRequiredService<DestinationSender>();
        return (key, lanes) => key.Kind == LaneKind.Function
            ? new FunctionWork(key.Function, parts, lanes)
            : new DeliveryWork(key, sender, lanes, parts.Meters);
    }
}
