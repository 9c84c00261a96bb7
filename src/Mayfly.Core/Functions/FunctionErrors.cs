using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;

namespace Mayfly.Core.Functions;

/// <summary>The refusals of this room's operations, worded as AWS words them.</summary>
internal static class FunctionErrors
{
    public static AwsError NotFound(string arn) => LambdaErrors.ResourceNotFoundException($"Function not found: {arn}");

    public static AwsError AlreadyExists(FunctionKey key) => LambdaErrors.ResourceConflictException($"Function already exist: {key.Name}");

    public static AwsError StillPending() =>
        LambdaErrors.ResourceConflictException("The operation cannot be performed at this time. The function is currently in the following state: Pending");

    public static AwsError UpdateInProgress(FunctionKey key) =>
        LambdaErrors.ResourceConflictException($"The operation cannot be performed at this time. An update is in progress for resource: {key.Arn}");

    public static AwsError WrongRevision() =>
        LambdaErrors.PreconditionFailedException("The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id");

    public static AwsError Invalid(string message) => LambdaErrors.InvalidParameterValueException(message);

    /// <summary>For what AWS has and this installation has not: refused, because a setting that is stored and ignored would be a lie.</summary>
    public static AwsError NotBuilt(string feature) => Invalid($"{feature} is not built yet in Mayfly, so it cannot be asked for. Leave it out of the request.");
}
