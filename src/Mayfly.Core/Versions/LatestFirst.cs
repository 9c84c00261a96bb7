using Mayfly.Core.Functions;

namespace Mayfly.Core.Versions;

/// <summary>$LATEST, then the published versions in <see cref="VersionOrder"/>.</summary>
internal sealed class LatestFirst : IComparer<string>
{
    public static readonly LatestFirst Instance = new();

    public int Compare(string? x, string? y)
    {
        int byLatest = (y == FunctionVersions.Latest).CompareTo(x == FunctionVersions.Latest);
        return byLatest != 0 ? byLatest : VersionOrder.Instance.Compare(x, y);
    }
}
