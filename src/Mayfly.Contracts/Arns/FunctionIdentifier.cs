namespace Mayfly.Contracts.Arns;

/// <summary>
/// A function as callers name it: <c>NAME</c>, <c>ACCOUNT:function:NAME</c>, a partial or a full ARN, each with or without <c>:QUALIFIER</c>.
/// What the text does not say is null.
/// </summary>
public readonly record struct FunctionIdentifier(string? Partition, string? Region, string? Account, string Name, string? Qualifier)
{
    /// <summary>Takes every text that AWS's pattern of function names takes, and reads it as that pattern's groups do.</summary>
    public static bool TryParse(string? text, out FunctionIdentifier identifier)
    {
        identifier = default;
        return text is not null && new FunctionIdentifierParser(text).TryParse(out identifier);
    }

    /// <summary>The ARN without qualifier; what this does not say comes from the caller.</summary>
    public string ToArn(string region, string account) => $"arn:{Partition ?? "aws"}:lambda:{Region ?? region}:{Account ?? account}:function:{Name}";
}
