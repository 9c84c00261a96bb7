using Mayfly.Contracts;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Concurrency.Scheduled;

/// <summary>
/// The tags that schedule provisioned concurrency: <c>mayfly:provisioned-concurrency:QUALIFIER</c> with <c>cron 0 8 . . MON-FRI . = 10 and cron 0 18 . . MON-FRI . = 0 in Europe/Berlin</c>.
/// AWS takes but few characters in tags, so that a point stands for <c>*</c> and <c>?</c>, a plus sign for a comma and a colon for <c>#</c>: the same template can be deployed there.
/// </summary>
internal static class ScheduleTags
{
    private const string Prefix = "mayfly:provisioned-concurrency:";
    private const string Example = "cron 0 8 . . MON-FRI . = 10 and cron 0 18 . . MON-FRI . = 0 in Europe/Berlin";

    public static bool AreIn(IReadOnlyDictionary<string, string> tags) => tags.Keys.Any(static key => key.StartsWith(Prefix, StringComparison.Ordinal));

    /// <summary>Answers the first fault, or null.</summary>
    public static AwsError? Check(IReadOnlyDictionary<string, string> tags)
    {
        foreach ((string key, string value) in tags)
        {
            if (key.StartsWith(Prefix, StringComparison.Ordinal) && Read(key, value, out string? fault) is null)
            {
                return FunctionErrors.Invalid($"The tag {key} does not schedule provisioned concurrency: {fault}. A schedule is written like this: {Example}");
            }
        }

        return null;
    }

    /// <summary>The schedules of tags that have passed <see cref="Check"/>.</summary>
    public static IEnumerable<ProvisionedSchedule> Read(IReadOnlyDictionary<string, string> tags) =>
        tags.Where(static tag => tag.Key.StartsWith(Prefix, StringComparison.Ordinal)).Select(static tag => Read(tag.Key, tag.Value, out _)).OfType<ProvisionedSchedule>();

    private static ProvisionedSchedule? Read(string key, string value, out string? fault)
    {
        string qualifier = key[Prefix.Length..];
        if (qualifier.Length == 0 || qualifier.AsSpan().ContainsAnyExcept(FunctionTarget.PlainName))
        {
            fault = $"'{qualifier}' is neither a version nor an alias";
            return null;
        }

        return ScheduleTagReader.Read(qualifier, value, out fault);
    }
}
