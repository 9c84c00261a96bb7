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
        AwsResult<FunctionPage<FunctionEntry>> page = FunctionPage<FunctionEntry>.Take(
            store,
            caller,
            new(input.FunctionName!, input.Marker, input.MaxItems),
            static entry => entry.Published.All.Prepend(entry),
            new(static version => version.Record.Version, LatestFirst.Instance));
        return page.IsError
            ? page.Error
            : new ListVersionsByFunctionResponse { Versions = page.Value.Show(static version => FunctionView.ShowListed(version, version.Record.Version)), NextMarker = page.Value.NextMarker };
    }
}
