using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Policies;

/// <summary>Refusals of this room's operations, worded as AWS words them.</summary>
internal static class PolicyErrors
{
    public static AwsError NoResource { get; } = LambdaErrors.ResourceNotFoundException("The resource you requested does not exist.");

    public static AwsError NoPolicy { get; } = LambdaErrors.ResourceNotFoundException("No policy is associated with the given resource.");

    public static AwsError NoPolicyFor(FunctionKey key) => LambdaErrors.ResourceNotFoundException($"No policy found for: {key.Arn}");

    public static AwsError NoStatement(string id) => LambdaErrors.ResourceNotFoundException($"Statement {id} is not found in resource policy.");

    public static AwsError StatementExists(string id) =>
        LambdaErrors.ResourceConflictException($"The statement id ({id}) provided already exists. Please provide a new statement id, or remove the existing statement.");

    public static AwsError WrongPolicyRevision { get; } =
        LambdaErrors.PreconditionFailedException("The Revision Id provided does not match the latest Revision Id. Call the GetPolicy API to retrieve the latest Revision Id");

    public static AwsError TooLong(int bytes) =>
        LambdaErrors.PolicyLengthExceededException($"The final policy size ({bytes}) is bigger than the limit ({PolicyRules.LargestPolicy}).");
}
