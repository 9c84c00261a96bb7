namespace Mayfly.Contracts;

/// <summary>The further members of an error body, without those that are null.</summary>
internal static class ErrorMembers
{
    public static IReadOnlyDictionary<string, string>? Of(params ReadOnlySpan<(string Name, string? Value)> members)
    {
        Dictionary<string, string>? present = null;
        foreach ((string name, string? value) in members)
        {
            if (value is not null)
            {
                (present ??= [])[name] = value;
            }
        }

        return present;
    }
}
