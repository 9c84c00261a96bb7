using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Versions;

/// <summary>What AWS checks of an alias beyond the model: https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html</summary>
internal static class AliasRules
{
    /// <summary>Makes the alias that is asked for, its versions checked against those that the function has.</summary>
    /// <param name="entry">The function, which nobody else changes meanwhile.</param>
    /// <param name="alias">The alias without its weights.</param>
    /// <param name="routing">Null leaves the weights as they are; empty takes them away.</param>
    public static AwsResult<AliasRecord> Route(FunctionEntry entry, AliasRecord alias, AliasRoutingConfiguration? routing)
    {
        IReadOnlyDictionary<string, double>? weights = routing?.AdditionalVersionWeights;
        if (weights is { Count: > 1 })
        {
            return FunctionErrors.Invalid("Number of items in AdditionalVersionWeights cannot be greater than 1");
        }

        if (routing is not null)
        {
            alias = weights is { Count: 1 }
                ? alias with { AdditionalVersion = weights.First().Key, AdditionalWeight = weights.First().Value }
                : alias with { AdditionalVersion = null, AdditionalWeight = 0 };
        }

        return Check(entry, alias) is { } refused ? refused : alias;
    }

    private static AwsError? Check(FunctionEntry entry, AliasRecord alias)
    {
        if (!entry.Has(alias.FunctionVersion))
        {
            return FunctionErrors.NotFound($"{entry.Record.Key.Arn}:{alias.FunctionVersion}");
        }

        if (alias.AdditionalVersion is not { } additional)
        {
            return null;
        }

        if (alias.FunctionVersion == FunctionVersions.Latest)
        {
            return FunctionErrors.Invalid("$LATEST is not supported for an alias pointing to more than 1 version") with { Type = null };
        }

        if (additional == alias.FunctionVersion)
        {
            return FunctionErrors.Invalid($"Invalid function version {additional}. Function version {additional} is already included in routing configuration.");
        }

        return entry.Has(additional) ? null : FunctionErrors.NotFound($"{entry.Record.Key.Arn}:{additional}");
    }
}
