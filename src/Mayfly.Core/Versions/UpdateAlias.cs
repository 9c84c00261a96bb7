using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Versions;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html</summary>
internal sealed class UpdateAlias(FunctionAmendments amendments) : IOperation<UpdateAliasRequest, AliasConfiguration>
{
    public async ValueTask<AwsResult<AliasConfiguration>> HandleAsync(AwsIdentity caller, UpdateAliasRequest input, CancellationToken cancellationToken)
    {
        AwsResult<FunctionKey> target = FunctionTarget.ResolveUnqualified(caller, input.FunctionName!);
        if (target.IsError)
        {
            return target.Error;
        }

        AwsResult<FunctionEntry> updated = await amendments.AmendResourcesAsync(target.Value, entry => Change(entry, input));
        return updated.IsError ? updated.Error : AliasView.Show(target.Value, updated.Value.Alias(input.Name!)!);
    }

    private static AwsResult<FunctionResources> Change(FunctionEntry entry, UpdateAliasRequest input)
    {
        if (entry.Alias(input.Name!) is not { } before)
        {
            return AliasErrors.NotFound(entry.Record.Key, input.Name!);
        }

        if (input.RevisionId is not null && input.RevisionId != before.RevisionId)
        {
            return FunctionErrors.WrongRevision();
        }

        AwsResult<AliasRecord> alias = AliasRules.Route(
            entry,
            before with
            {
                FunctionVersion = input.FunctionVersion ?? before.FunctionVersion,
                Description = input.Description ?? before.Description,
                RevisionId = Guid.NewGuid().ToString(),
            },
            input.RoutingConfig);
        return alias.IsError
            ? alias.Error
            : entry.Resources with { Aliases = [.. entry.Resources.Aliases.Select(one => one.Name == input.Name ? alias.Value : one)] };
    }
}
