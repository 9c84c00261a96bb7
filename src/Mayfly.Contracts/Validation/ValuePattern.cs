using System.Text.RegularExpressions;

namespace Mayfly.Contracts.Validation;

/// <summary>A pattern of the model, compiled at its first use.</summary>
/// <param name="text">As AWS prints it.</param>
/// <param name="expression">Translated for .NET and anchored.</param>
/// <param name="linear">True when it can be matched without backtracking, in time proportional to the value's length.</param>
internal sealed class ValuePattern(string text, string expression, bool linear)
{
    /// <summary>Patterns with lookaheads must backtrack; the model's are harmless, a future one might not be.</summary>
    private static readonly TimeSpan s_backtrackingLimit = TimeSpan.FromMilliseconds(250);

    private readonly Lazy<Regex> _regex = new(() => linear
        ? new Regex(expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)
        : new Regex(expression, RegexOptions.CultureInvariant, s_backtrackingLimit));

    /// <summary>The last value that matched: a hot function's name comes again and again.</summary>
    private volatile string? _lastMatch;

    public string Text => text;

    public bool Accepts(string value)
    {
        if (value == _lastMatch)
        {
            return true;
        }

        if (!Matches(value))
        {
            return false;
        }

        _lastMatch = value;
        return true;
    }

    private bool Matches(string value)
    {
        try
        {
            return _regex.Value.IsMatch(value);
        }
        catch (RegexMatchTimeoutException)
        {
            // A value crafted to take this long is not one that AWS would take.
            return false;
        }
    }
}
