using Mayfly.Contracts;
using Mayfly.Contracts.Arns;
using Mayfly.Core.Aws;

namespace Mayfly.Core.Functions;

/// <summary>The function that a request names, in whichever form, seen from its caller.</summary>
/// <param name="Key">Account and region are the caller's, or the ARN's where it names the same.</param>
/// <param name="Qualifier">From the name or from the request's Qualifier; null when neither has one.</param>
public readonly record struct FunctionTarget(FunctionKey Key, string? Qualifier)
{
    /// <summary>The letters of a bare function name.</summary>
    internal static readonly System.Buffers.SearchValues<char> PlainName =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private const string UnqualifiedOnly = "This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.";

    /// <summary>The ARN as the caller meant it, for answers and errors.</summary>
    public string Arn => Qualifier is null ? Key.Arn : $"{Key.Arn}:{Qualifier}";

    /// <summary>As <see cref="Resolve"/>, for operations on the function as a whole: a qualifier is refused.</summary>
    public static AwsResult<FunctionKey> ResolveUnqualified(in AwsIdentity caller, string name)
    {
        AwsResult<FunctionTarget> target = Resolve(caller, name, qualifier: null);
        if (target.IsError)
        {
            return target.Error;
        }

        return target.Value.Qualifier is null ? target.Value.Key : FunctionErrors.Invalid(UnqualifiedOnly);
    }

    /// <summary>
    /// Reads a name, a partial or a full ARN that has passed the model's validation.
    /// </summary>
    /// <returns>
    /// ResourceNotFoundException for another region, AccessDeniedException for another account, InvalidParameterValueException when name and
    /// <paramref name="qualifier"/> disagree.
    /// </returns>
    public static AwsResult<FunctionTarget> Resolve(in AwsIdentity caller, string name, string? qualifier)
    {
        if (!name.AsSpan().ContainsAnyExcept(PlainName))
        {
            return new FunctionTarget(new FunctionKey(caller.Account, caller.Region, name), qualifier);
        }

        if (!FunctionIdentifier.TryParse(name, out FunctionIdentifier identifier))
        {
            return new AwsError("InvalidParameterValueException", 400, $"The function name '{name}' cannot be read.");
        }

        if (identifier.Region is string region && region != caller.Region)
        {
            return new AwsError("ResourceNotFoundException", 404, $"Functions from '{region}' are not reachable in this region ('{caller.Region}')") { MessageMember = "Message" };
        }

        if (identifier.Account is string account && account != caller.Account)
        {
            return CommonErrors.AccessDeniedException($"User: arn:aws:iam::{caller.Account}:root is not authorized to act on resource: {identifier.ToArn(caller.Region, account)}");
        }

        if (identifier.Qualifier is not null && qualifier is not null && identifier.Qualifier != qualifier)
        {
            return FunctionErrors.Invalid("The derived qualifier from the function name does not match the specified qualifier.");
        }

        return new FunctionTarget(new FunctionKey(caller.Account, caller.Region, identifier.Name), identifier.Qualifier ?? qualifier);
    }
}
