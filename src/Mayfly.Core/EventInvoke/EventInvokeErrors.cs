using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Functions;

namespace Mayfly.Core.EventInvoke;

/// <summary>Refusals of this room's operations, worded as AWS words them.</summary>
internal static class EventInvokeErrors
{
    public static AwsError NoFunction { get; } = LambdaErrors.ResourceNotFoundException("The function doesn't exist.");

    public static AwsError NoConfig(FunctionTarget target) =>
        LambdaErrors.ResourceNotFoundException($"The function {target.Key.Arn}:{target.Qualifier ?? FunctionVersions.Latest} doesn't have an EventInvokeConfig");

    public static AwsError NothingGiven { get; } = FunctionErrors.Invalid("You must specify at least one of error handling or destination setting.");
}
