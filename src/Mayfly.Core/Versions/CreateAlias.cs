using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Versions;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html</summary>
internal sealed class CreateAlias(FunctionAmendments amendments) : IOperation<CreateAliasRequest, AliasConfiguration>
{
    public async ValueTask<AwsResult<AliasConfiguration>> HandleAsync(AwsIdentity caller, CreateAliasRequest input, CancellationToken cancellationToken)
    {
        AwsResult<FunctionKey> target = FunctionTarget.ResolveUnqualified(caller, input.FunctionName!);
        if (target.IsError)
        {
            return target.Error;
        }

        FunctionKey key = target.Value;
        AwsResult<FunctionEntry> created = await amendments.AmendResourcesAsync(
            key, entry => Add(entry, input), missing: FunctionErrors.NotFound($"{key.Arn}:{input.FunctionVersion}"));
        return created.IsError ? created.Error : AliasView.Show(key, created.Value.Alias(input.Name!)!);
    }

    private static AwsResult<FunctionResources> Add(FunctionEntry entry, CreateAliasRequest input)
    {
        AwsResult<AliasRecord> alias = AliasRules.Route(
            entry,
            new AliasRecord
            {
                Name = input.Name!,
                FunctionVersion = input.FunctionVersion!,
                Description = input.Description ?? string.Empty,
                RevisionId = Guid.NewGuid().ToString(),
            },
            input.RoutingConfig);
        if (alias.IsError)
        {
            return alias.Error;
        }

        if (entry.Alias(input.Name!) is not null)
        {
            return AliasErrors.AlreadyExists(entry.Record.Key, input.Name!);
        }

        return entry.Resources with { Aliases = [.. entry.Resources.Aliases.Append(alias.Value).OrderBy(static one => one.Name, StringComparer.Ordinal)] };
    }
}
