namespace Mayfly.Core.Logs.Operations;

/// <summary>GetLogEvents' tokens, in AWS's form: "f/" or "b/", 56 digits, "/s".</summary>
/// <param name="Forward">Later events are wanted; otherwise earlier ones.</param>
/// <param name="Position">Forward: the last event seen. Backward: the first.</param>
internal readonly record struct EventToken(bool Forward, LogPosition Position)
{
    public override string ToString() => $"{(Forward ? 'f' : 'b')}/{Position}/s";

    public static bool TryParse(string text, out EventToken token)
    {
        token = default;
        if (text.Length < 4 || text[0] is not ('f' or 'b') || text[1] != '/' || !text.EndsWith("/s", StringComparison.Ordinal)
            || !LogPosition.TryParse(text.AsSpan(2, text.Length - 4), out LogPosition position))
        {
            return false;
        }

        token = new EventToken(text[0] == 'f', position);
        return true;
    }
}
