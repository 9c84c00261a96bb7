using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Versions;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html</summary>
internal sealed class ListVersionsByFunction(FunctionStore store) : IOperation<ListVersionsByFunctionRequest, ListVersionsByFunctionResponse>
{
    public ValueTask<AwsResult<ListVersionsByFunctionResponse>> HandleAsync(AwsIdentity caller, ListVersionsByFunctionRequest input, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Handle(caller, input));

    private AwsResult<ListVersionsByFunctionResponse> Handle(AwsIdentity caller, ListVersionsByFunctionRequest input)
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

        Page<FunctionEntry> page = Page<FunctionEntry>.Of(
            entry.Published.All.Prepend(entry), static version => version.Record.Version, LatestFirst.Instance, after, input.MaxItems);
        return new ListVersionsByFunctionResponse
        {
            Versions = page.Show(static version => FunctionView.ShowListed(version, version.Record.Version)),
            NextMarker = page.NextMarker,
        };
    }
}
