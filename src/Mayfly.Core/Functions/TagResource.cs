using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Aws;

namespace Mayfly.Core.Functions;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html</summary>
internal sealed class TagResource(FunctionStore store, FunctionAmendments amendments) : IOperation<TagResourceRequest, NoOutput>
{
    public async ValueTask<AwsResult<NoOutput>> HandleAsync(AwsIdentity caller, TagResourceRequest input, CancellationToken cancellationToken)
    {
        AwsResult<FunctionKey> target = TagTarget.Resolve(caller, store, input.Resource!);
        if (target.IsError)
        {
            return target.Error;
        }

        if (input.Tags!.Count == 0)
        {
            // As recorded: AWS has no better words for it.
            return FunctionErrors.Invalid("An error occurred and the request cannot be processed.");
        }

        AwsResult<FunctionEntry> amended = await amendments.AmendAsync(target.Value, entry => Add(entry, input.Tags));
        return amended.IsError ? amended.Error : NoOutput.Instance;
    }

    private static AwsResult<FunctionEntry> Add(FunctionEntry entry, IReadOnlyDictionary<string, string> more)
    {
        Dictionary<string, string> tags = new(entry.Record.Tags);
        foreach ((string key, string value) in more)
        {
            tags[key] = value;
        }

        return TagRules.Check(tags) is { } tooMany ? tooMany : entry.With(tags);
    }
}
