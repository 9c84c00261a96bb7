using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;

namespace Mayfly.Core.Layers;

/// <summary>The refusals of this room's operations, worded as AWS words them.</summary>
internal static class LayerErrors
{
    public static AwsError NoResource { get; } = LambdaErrors.ResourceNotFoundException("The resource you requested does not exist.");

    public static AwsError WrongRevision { get; } = LambdaErrors.PreconditionFailedException(
        "The Revision Id provided does not match the latest Revision Id. Call the GetLayerPolicy API to retrieve the latest Revision Id");

    public static AwsError NumberTooSmall { get; } = LambdaErrors.InvalidParameterValueException("Layer Version Cannot be less than 1");

    public static AwsError NoVersion(string arn) => LambdaErrors.ResourceNotFoundException(NoVersionText(arn));

    /// <summary>A function cannot use what is not there.</summary>
    public static AwsError NoVersionToUse(string arn) => LambdaErrors.InvalidParameterValueException(NoVersionText(arn));

    /// <summary>Another account's layer, which that account's policy does not share; whether it exists is not told.</summary>
    public static AwsError NotShared(AwsIdentity caller, string action, string arn) => CommonErrors.AccessDeniedException(
        $"User: arn:aws:iam::{caller.Account}:root is not authorized to perform: lambda:{action} on resource: {arn} because no resource-based policy allows the lambda:{action} action");

    private static string NoVersionText(string arn) => $"Layer version {arn} does not exist.";
}
