using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;

namespace Mayfly.Core.Functions;

/// <summary>What one account may have in one region: AWS's own numbers.</summary>
internal static class AccountLimits
{
    /// <summary>Zipped bytes of all functions.</summary>
    public const long TotalCodeSize = 80_530_636_800;

    /// <summary>Answers the refusal of that many more bytes, or null.</summary>
    public static AwsError? CheckCodeSize(AccountFunctions account, long more) =>
        account.CodeSize + more <= TotalCodeSize ? null : LambdaErrors.CodeStorageExceededException("Code storage limit exceeded.");
}
