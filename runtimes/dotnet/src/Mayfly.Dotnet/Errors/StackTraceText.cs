namespace Mayfly.Dotnet.Errors;

/// <summary>The lines of an exception's stack trace that are the function's own: this client's frames stay out.</summary>
internal static class StackTraceText
{
    private const string OwnFrame = "at Mayfly.Dotnet.";
    private const string Seam = "--- End of stack trace from previous location ---";

    public static string[] FramesOf(Exception error)
    {
        if (error.StackTrace is not { Length: > 0 } text)
        {
            return [];
        }

        IEnumerable<string> own = text.Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Length > 0)
            .TakeWhile(line => !line.StartsWith(OwnFrame, StringComparison.Ordinal));
        List<string> frames = [.. own];
        while (frames is [.., Seam])
        {
            frames.RemoveAt(frames.Count - 1);
        }

        return [.. frames];
    }
}
