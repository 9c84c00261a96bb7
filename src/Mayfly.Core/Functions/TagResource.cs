using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Aws;

namespace Mayfly.Core.Functions;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html</summary>
internal sealed class TagResource(TaggedResources resources) : IOperation<TagResourceRequest, NoOutput>
{
    public async ValueTask<AwsResult<NoOutput>> HandleAsync(AwsIdentity caller, TagResourceRequest input, CancellationToken cancellationToken)
    {
        AwsError? refused = await resources.ChangeAsync(caller, input.Resource!, tags => Add(tags, input.Tags!));
        return refused is null ? NoOutput.Instance : refused;
    }

    private static AwsResult<Dictionary<string, string>> Add(Dictionary<string, string> tags, IReadOnlyDictionary<string, string> more)
    {
        if (more.Count == 0)
        {
            // As recorded: AWS has no better words for it.
            return FunctionErrors.Invalid("An error occurred and the request cannot be processed.");
        }

        foreach ((string key, string value) in more)
        {
            tags[key] = value;
        }

        return TagRules.Check(tags) is { } tooMany ? tooMany : tags;
    }
}
