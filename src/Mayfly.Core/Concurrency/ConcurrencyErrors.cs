using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Concurrency;

/// <summary>Refusals of this room's operations, worded as AWS words them.</summary>
internal static class ConcurrencyErrors
{
    public static AwsError NoConfig { get; } = LambdaErrors.ProvisionedConcurrencyConfigNotFoundException("No Provisioned Concurrency Config found for this function");

    public static AwsError LatestProvisioned { get; } = FunctionErrors.Invalid("Provisioned Concurrency Configs cannot be applied to unpublished function versions.");

    public static AwsError NeitherVersionNorAlias { get; } = FunctionErrors.Invalid("The function resource provided must be an alias or a published version.");

    public static AwsError VersionIsProvisioned { get; } =
        LambdaErrors.ResourceConflictException("Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version");

    public static AwsError AliasIsProvisioned { get; } = LambdaErrors.ResourceConflictException("Version is pointed by a Provisioned Concurrency alias");

    public static AwsError MoreThanReserved { get; } =
        FunctionErrors.Invalid("Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function");

    // As recorded, with these blanks.
    public static AwsError LessThanProvisioned(int reserved, int provisioned) =>
        Untyped($" ReservedConcurrentExecutions  {reserved} should not be lower than function's total provisioned concurrency [{provisioned}].");

    public static AwsError TooMuchReserved(int least) =>
        Untyped($"Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [{least}].");

    public static AwsError MoreThanUnreserved(int unreserved) =>
        Untyped($"Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [{unreserved}].");

    public static AwsError TooMuchProvisioned(int least) =>
        Untyped($"Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [{least}].");

    private static AwsError Untyped(string message) => FunctionErrors.Invalid(message) with { Type = null };
}
