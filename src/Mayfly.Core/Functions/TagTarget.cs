using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;

namespace Mayfly.Core.Functions;

/// <summary>The function that a tag operation's ARN names; of the other resources that AWS tags there are none yet.</summary>
internal static class TagTarget
{
    private const int KindAt = 5;
    private const int PartsOfFunction = 7;

    /// <summary>Reads an ARN that passed the model's pattern, and finds the function.</summary>
    public static AwsResult<FunctionKey> Resolve(AwsIdentity caller, FunctionStore store, string arn)
    {
        string[] parts = arn.Split(':');
        switch (parts[KindAt])
        {
            case "event-source-mapping":
                return LambdaErrors.ResourceNotFoundException($"Event source mapping not found: {arn}");
            case "capacity-provider":
                return LambdaErrors.ResourceNotFoundException($"Capacity provider not found: {arn}");
            case "code-signing-config":
                return LambdaErrors.ResourceNotFoundException($"The Lambda code signing configuration {arn} can not be found.") with { Type = null };
            case "function":
                break;
            default:
                return LambdaErrors.ResourceNotFoundException($"Resource not found: {arn}");
        }

        if (parts.Length > PartsOfFunction)
        {
            return FunctionErrors.Invalid("Tags on function aliases and versions are not supported. Please specify a function ARN.");
        }

        AwsResult<FunctionKey> target = FunctionTarget.ResolveUnqualified(caller, arn);
        return target.IsError || store.TryGet(target.Value, out FunctionEntry? _) ? target : FunctionErrors.NotFound(target.Value.Arn);
    }
}
