using Mayfly.Core.Functions;

namespace Mayfly.Core.Concurrency;

/// <summary>How a function's provisioned concurrency falls to its versions; an alias with weights splits its own.</summary>
internal static class ProvisionedPlan
{
    /// <summary>Which versions a version or alias provisions, and how many environments of each.</summary>
    public static IEnumerable<(string Version, int Environments)> SharesOf(FunctionEntry entry, ProvisionedRecord config)
    {
        if (entry.Alias(config.Qualifier) is not { } alias)
        {
            return [(config.Qualifier, config.Requested)];
        }

        int additional = alias.AdditionalVersion is null ? 0 : (int)Math.Round(config.Requested * alias.AdditionalWeight, MidpointRounding.AwayFromZero);
        return additional == 0
            ? [(alias.FunctionVersion, config.Requested)]
            : [(alias.FunctionVersion, config.Requested - additional), (alias.AdditionalVersion!, additional)];
    }

    /// <summary>The versions that can run, and how many environments of each are to be ready.</summary>
    public static Dictionary<FunctionVersion, int> Of(FunctionEntry? entry)
    {
        Dictionary<FunctionVersion, int> plan = [];
        foreach (ProvisionedRecord config in entry?.Resources.Provisioned ?? [])
        {
            foreach ((string version, int environments) in SharesOf(entry!, config))
            {
                if (environments > 0 && entry!.TryGetVersion(version, out FunctionEntry? found) && found.Serving is { } serving)
                {
                    plan[serving] = plan.GetValueOrDefault(serving) + environments;
                }
            }
        }

        return plan;
    }
}
