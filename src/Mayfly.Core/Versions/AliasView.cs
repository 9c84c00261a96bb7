using Mayfly.Contracts.Lambda;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Versions;

/// <summary>Shows an alias as AWS's AliasConfiguration.</summary>
internal static class AliasView
{
    public static AliasConfiguration Show(FunctionKey function, AliasRecord alias) => new()
    {
        AliasArn = $"{function.Arn}:{alias.Name}",
        Name = alias.Name,
        FunctionVersion = alias.FunctionVersion,
        Description = alias.Description,
        RoutingConfig = alias.AdditionalVersion is null
            ? null
            : new AliasRoutingConfiguration { AdditionalVersionWeights = new Dictionary<string, double> { [alias.AdditionalVersion] = alias.AdditionalWeight } },
        RevisionId = alias.RevisionId,
    };
}
