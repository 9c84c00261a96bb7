namespace Mayfly.Core.Versions;

/// <summary>The order in which AWS lists versions: numbers by their value, and $LATEST.PUBLISHED, being longer than any number, after them.</summary>
internal sealed class VersionOrder : IComparer<string>
{
    public static readonly VersionOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        int byLength = (x?.Length ?? 0).CompareTo(y?.Length ?? 0);
        return byLength != 0 ? byLength : string.CompareOrdinal(x, y);
    }
}
