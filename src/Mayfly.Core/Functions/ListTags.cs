using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;

namespace Mayfly.Core.Functions;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_ListTags.html</summary>
internal sealed class ListTags(TaggedResources resources) : IOperation<ListTagsRequest, ListTagsResponse>
{
    public ValueTask<AwsResult<ListTagsResponse>> HandleAsync(AwsIdentity caller, ListTagsRequest input, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Handle(caller, input));

    private AwsResult<ListTagsResponse> Handle(AwsIdentity caller, ListTagsRequest input)
    {
        AwsResult<Dictionary<string, string>> tags = resources.Read(caller, input.Resource!);
        return tags.IsError ? tags.Error : new ListTagsResponse { Tags = tags.Value };
    }
}
