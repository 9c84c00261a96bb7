using Mayfly.Contracts;
using Mayfly.Core.Aws;

namespace Mayfly.Core.Functions;

/// <summary>Tags of functions.</summary>
internal sealed class FunctionTags(FunctionStore store, FunctionAmendments amendments) : ITagged
{
    private const int PartsOfFunction = 7;

    public string Kind => "function";

    public AwsResult<Dictionary<string, string>> Read(AwsIdentity caller, string arn)
    {
        AwsResult<FunctionKey> target = Resolve(caller, arn);
        if (target.IsError)
        {
            return target.Error;
        }

        return store.TryGet(target.Value, out FunctionEntry? entry) ? new Dictionary<string, string>(entry.Record.Tags) : FunctionErrors.NotFound(target.Value.Arn);
    }

    public async Task<AwsError?> ChangeAsync(AwsIdentity caller, string arn, Func<Dictionary<string, string>, AwsResult<Dictionary<string, string>>> change)
    {
        AwsResult<FunctionKey> target = Resolve(caller, arn);
        if (target.IsError)
        {
            return target.Error;
        }

        AwsResult<FunctionEntry> amended = await amendments.AmendAsync(target.Value, entry =>
        {
            AwsResult<Dictionary<string, string>> tags = change(new Dictionary<string, string>(entry.Record.Tags));
            return tags.IsError ? tags.Error : entry.With(tags.Value);
        });
        return amended.Error;
    }

    private static AwsResult<FunctionKey> Resolve(AwsIdentity caller, string arn) => arn.Split(':').Length > PartsOfFunction
        ? FunctionErrors.Invalid("Tags on function aliases and versions are not supported. Please specify a function ARN.")
        : FunctionTarget.ResolveUnqualified(caller, arn);
}
