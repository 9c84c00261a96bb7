using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Functions;

namespace Mayfly.Core.EventInvoke;

/// <summary>Event invoke configurations on a function's entry: finding, replacing, showing them.</summary>
internal static class EventInvokeConfigs
{
    public static EventInvokeRecord? EventInvoke(this FunctionEntry entry, string? qualifier) =>
        entry.Resources.EventInvokes.FirstOrDefault(config => config.Qualifier == (qualifier ?? FunctionVersions.Latest));

    /// <summary>With that configuration in place of the one before.</summary>
    public static FunctionResources With(this FunctionResources resources, EventInvokeRecord config) => resources with
    {
        EventInvokes = [.. resources.EventInvokes.Where(one => one.Qualifier != config.Qualifier).Append(config).OrderBy(static one => one.Qualifier, StringComparer.Ordinal)],
    };

    /// <summary>For Put and Update: whether there is such a version or alias to configure, and whether anything is asked for.</summary>
    public static AwsError? Check(FunctionEntry entry, string? qualifier, bool anything)
    {
        bool there = qualifier is null || entry.Has(qualifier) || entry.Alias(qualifier) is not null;
        if (!there)
        {
            return EventInvokeErrors.NoFunction;
        }

        return anything ? null : EventInvokeErrors.NothingGiven;
    }

    public static FunctionEventInvokeConfig Show(FunctionKey function, EventInvokeRecord config) => new()
    {
        FunctionArn = $"{function.Arn}:{config.Qualifier}",
        MaximumRetryAttempts = config.MaximumRetryAttempts,
        MaximumEventAgeInSeconds = config.MaximumEventAgeSeconds,
        LastModified = config.LastModified,
        DestinationConfig = new DestinationConfig { OnSuccess = new OnSuccess { Destination = config.OnSuccess }, OnFailure = new OnFailure { Destination = config.OnFailure } },
    };

    /// <summary>An empty destination is none.</summary>
    public static string? Destination(string? arn) => string.IsNullOrEmpty(arn) ? null : arn;
}
