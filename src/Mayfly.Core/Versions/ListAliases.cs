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
        AwsResult<FunctionPage<AliasRecord>> page = FunctionPage<AliasRecord>.Take(
            store,
            caller,
            new(input.FunctionName!, input.Marker, input.MaxItems),
            entry => entry.Resources.Aliases.Where(alias => input.FunctionVersion is null || alias.PointsAt(input.FunctionVersion)),
            new(static alias => alias.Name));
        return page.IsError
            ? page.Error
            : new ListAliasesResponse { Aliases = page.Value.Show(alias => AliasView.Show(page.Value.Key, alias)), NextMarker = page.Value.NextMarker };
    }
}
