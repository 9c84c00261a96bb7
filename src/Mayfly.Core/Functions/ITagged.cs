using Mayfly.Contracts;
using Mayfly.Core.Aws;

namespace Mayfly.Core.Functions;

/// <summary>A kind of resource that has tags.</summary>
internal interface ITagged
{
    /// <summary>As its ARNs name it: "function".</summary>
    string Kind { get; }

    /// <summary>The tags of one, or why there is none of that name.</summary>
    AwsResult<Dictionary<string, string>> Read(AwsIdentity caller, string arn);

    /// <summary>Changes the tags of one. Answers null when that is durable, or the refusal.</summary>
    Task<AwsError?> ChangeAsync(AwsIdentity caller, string arn, Func<Dictionary<string, string>, AwsResult<Dictionary<string, string>>> change);
}
