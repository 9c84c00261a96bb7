using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Versions;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_ListAliases.html</summary>
internal sealed class ListAliases(FunctionStore store) : IOperation<ListAliasesRequest, ListAliasesResponse>
{
    public ValueTask<AwsResult<ListAliasesResponse>> HandleAsync(AwsIdentity caller, ListAliasesRequest input, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Handle(caller, input));

    private AwsResult<ListAliasesResponse> Handle(AwsIdentity caller, ListAliasesRequest input)
    {
        AwsResult<FunctionKey> target = FunctionTarget.ResolveUnqualified(caller, input.FunctionName!);
        if (target.IsError)
        {
            return target.Error;
        }

        if (!PageMarker.TryRead(input.Marker, out string? after))
        {
            return PageMarker.Refusal;
        }

        if (!store.TryGet(target.Value, out FunctionEntry? entry))
        {
            return FunctionErrors.NotFound(target.Value.Arn);
        }

        IEnumerable<AliasRecord> aliases = entry.Resources.Aliases.Where(alias => input.FunctionVersion is null || alias.PointsAt(input.FunctionVersion));
        Page<AliasRecord> page = Page<AliasRecord>.Of(aliases, static alias => alias.Name, StringComparer.Ordinal, after, input.MaxItems);
        return new ListAliasesResponse { Aliases = page.Show(alias => AliasView.Show(target.Value, alias)), NextMarker = page.NextMarker };
    }
}
