using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;

namespace Mayfly.Core.CodeSigning;

/// <summary>Refusals of this room, worded as AWS words them.</summary>
internal static class CodeSigningErrors
{
    /// <summary>As recorded, without Type.</summary>
    public static AwsError NotFound(string arn) => LambdaErrors.ResourceNotFoundException($"The Lambda code signing configuration {arn} can not be found.") with { Type = null };

    public static AwsError NotFoundForFunction(string arn) => LambdaErrors.CodeSigningConfigNotFoundException(
        $"The code signing configuration cannot be found. Check that the provided configuration is not deleted: {arn}.");

    public static AwsError InUse(string arn) => LambdaErrors.ResourceConflictException(
        $"The code signing configuration {arn} cannot be deleted because functions use it. Take it from them first: DeleteFunctionCodeSigningConfig.");

    /// <param name="name">The function as the request names it, or its ARN.</param>
    public static AwsError NotTrusted(string name) => LambdaErrors.CodeVerificationFailedException(
        $"Lambda cannot deploy the function. The function or layer might be signed using a signature that the client is not configured to accept. Check the provided signature for {name}.");

    public static AwsError Broken(string name) => LambdaErrors.InvalidCodeSignatureException(
        $"Lambda cannot deploy the function. The code signature failed the integrity check: the package or layer is not what was signed. Check the provided signature for {name}.");
}
