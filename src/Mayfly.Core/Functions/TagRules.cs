using Mayfly.Contracts;

namespace Mayfly.Core.Functions;

/// <summary>What AWS checks of tags beyond the model.</summary>
internal static class TagRules
{
    private const int MostTags = 50;

    /// <summary>Answers the fault, or null.</summary>
    public static AwsError? Check(IReadOnlyDictionary<string, string>? tags) =>
        tags is null || tags.Count <= MostTags ? null : FunctionErrors.Invalid("Number of tags exceeds resource tag limit.");
}
