using Mayfly.Contracts;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Policies;

/// <summary>The function that an ARN in the path of the policy operations names.</summary>
internal static class PolicyTarget
{
    public static AwsResult<FunctionTarget> Resolve(AwsIdentity caller, string arn) =>
        arn.Split(':') is ["arn", _, "lambda", _, _, "function", _] or ["arn", _, "lambda", _, _, "function", _, _]
            ? FunctionTarget.Resolve(caller, arn, qualifier: null)
            : FunctionErrors.Invalid($"The resource '{arn}' is not the ARN of a function, of a version or of an alias.");
}
