using System.Globalization;

namespace Mayfly.Core.Runtimes;

/// <summary>Fills {memory*90%} in an argument of a runtime's command: that part of the function's memory in whole megabytes.</summary>
internal static class MemoryPart
{
    private const string Start = "{memory*";
    private const string End = "%}";

    public static string Fill(string argument, int memoryMb)
    {
        int start = argument.IndexOf(Start, StringComparison.Ordinal);
        int end = start < 0 ? -1 : argument.IndexOf(End, start, StringComparison.Ordinal);
        if (end < 0)
        {
            return argument;
        }

        int percent = int.Parse(argument.AsSpan(start + Start.Length, end - start - Start.Length), NumberStyles.None, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{argument.AsSpan(0, start)}{memoryMb * percent / 100}{argument.AsSpan(end + End.Length)}");
    }
}
