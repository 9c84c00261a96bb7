namespace Mayfly.Core.Versions;

/// <summary>The order of NAME:VERSION: by name, then $LATEST, then as <see cref="VersionOrder"/> has it.</summary>
internal sealed class VersionedNameOrder : IComparer<string>
{
    public static readonly VersionedNameOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        (string name, string version) = Split(x);
        (string otherName, string otherVersion) = Split(y);
        int byName = string.CompareOrdinal(name, otherName);
        return byName != 0 ? byName : LatestFirst.Instance.Compare(version, otherVersion);
    }

    private static (string Name, string Version) Split(string? text)
    {
        int colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        return colon < 0 ? (text ?? string.Empty, string.Empty) : (text![..colon], text[(colon + 1)..]);
    }
}
