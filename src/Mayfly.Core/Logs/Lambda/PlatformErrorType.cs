using System.Text.RegularExpressions;

namespace Mayfly.Core.Logs.Lambda;

/// <summary>The error types that Lambda's own events name.</summary>
internal static partial class PlatformErrorType
{
    /// <summary>What a runtime says, if it is a type of AWS's form; a language's own exception names are not.</summary>
    public static string Of(string? said) => said switch
    {
        not null when Known().IsMatch(said) => said,
        not null when said.StartsWith("Function.", StringComparison.Ordinal) => "Function.Unknown",
        _ => "Runtime.Unknown",
    };

    [GeneratedRegex(@"^(Runtime|Function)\.[A-Z][a-zA-Z]+$")]
    private static partial Regex Known();
}
