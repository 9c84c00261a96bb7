using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Versions;

/// <summary>Refusals of the operations on versions and aliases, worded as AWS words them.</summary>
internal static class AliasErrors
{
    public static AwsError CannotFind(FunctionKey key, string alias) => LambdaErrors.ResourceNotFoundException($"Cannot find alias arn: {key.Arn}:{alias}");

    public static AwsError NotFound(FunctionKey key, string alias) => LambdaErrors.ResourceNotFoundException($"Alias not found: {key.Arn}:{alias}");

    public static AwsError AlreadyExists(FunctionKey key, string alias) => LambdaErrors.ResourceConflictException($"Alias already exists: {key.Arn}:{alias}");

    public static AwsError VersionInUse(IEnumerable<string> aliases) =>
        LambdaErrors.ResourceConflictException($"Unable to delete version because the following aliases reference it: [{string.Join(", ", aliases)}]");
}
