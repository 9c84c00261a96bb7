using Mayfly.Contracts;
using Mayfly.Core.Concurrency.Scheduled;

namespace Mayfly.Core.Functions;

/// <summary>What AWS checks of tags beyond the model, and what we do of those that mean something here.</summary>
internal static class TagRules
{
    private const int MostTags = 50;

    /// <summary>Answers the fault, or null.</summary>
    public static AwsError? Check(IReadOnlyDictionary<string, string>? tags)
    {
        if (tags is null)
        {
            return null;
        }

        return tags.Count <= MostTags ? ScheduleTags.Check(tags) : FunctionErrors.Invalid("Number of tags exceeds resource tag limit.");
    }
}
