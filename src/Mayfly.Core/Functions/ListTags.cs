using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;

namespace Mayfly.Core.Functions;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_ListTags.html</summary>
internal sealed class ListTags(FunctionStore store) : IOperation<ListTagsRequest, ListTagsResponse>
{
    public ValueTask<AwsResult<ListTagsResponse>> HandleAsync(AwsIdentity caller, ListTagsRequest input, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Handle(caller, input));

    private AwsResult<ListTagsResponse> Handle(AwsIdentity caller, ListTagsRequest input)
    {
        AwsResult<FunctionKey> target = TagTarget.Resolve(caller, store, input.Resource!);
        if (target.IsError)
        {
            return target.Error;
        }

        return store.TryGet(target.Value, out FunctionEntry? entry)
            ? new ListTagsResponse { Tags = entry.Record.Tags }
            : FunctionErrors.NotFound(target.Value.Arn);
    }
}
