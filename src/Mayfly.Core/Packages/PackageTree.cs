namespace Mayfly.Core.Packages;

/// <summary>Checks what the entries make together: no path twice, nothing below a file or a link, no link that leads outside.</summary>
internal sealed class PackageTree
{
    private readonly Dictionary<string, PackageEntry> _entries;
    private readonly Dictionary<string, PackageEntry>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    private PackageTree(int capacity)
    {
        _entries = new Dictionary<string, PackageEntry>(capacity, StringComparer.Ordinal);
        _lookup = _entries.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Answers the first fault, or null.</summary>
    public static PackageFault? Check(IReadOnlyList<PackageEntry> entries)
    {
        PackageTree tree = new(entries.Count);
        foreach (PackageEntry entry in entries)
        {
            // A folder named twice is harmless, and some tools do it.
            if (!tree._entries.TryAdd(entry.Path, entry) && !(entry.Kind == PackageEntryKind.Directory && tree._entries[entry.Path].Kind == PackageEntryKind.Directory))
            {
                return PackageFault.Refused($"The entry '{PackagePath.Shown(entry.Path)}' is there twice.");
            }
        }

        foreach (PackageEntry entry in entries)
        {
            if (tree.CheckParents(entry) is { } below)
            {
                return below;
            }

            if (entry.Kind == PackageEntryKind.Link && !tree.StaysInside(entry))
            {
                return PackageFault.Refused($"The symbolic link '{PackagePath.Shown(entry.Path)}' leads out of the package.");
            }
        }

        return null;
    }

    /// <summary>Writing below a link would write to wherever it leads.</summary>
    private PackageFault? CheckParents(PackageEntry entry)
    {
        ReadOnlySpan<char> path = entry.Path;
        for (int slash = path.LastIndexOf('/'); slash > 0; slash = path[..slash].LastIndexOf('/'))
        {
            if (_lookup.TryGetValue(path[..slash], out PackageEntry? parent) && parent.Kind != PackageEntryKind.Directory)
            {
                return PackageFault.Refused($"The entry '{PackagePath.Shown(entry.Path)}' lies below '{PackagePath.Shown(parent.Path)}', which is not a folder.");
            }
        }

        return null;
    }

    /// <summary>
    /// Walks the link as the kernel would, links on the way included: looking at the text alone would take "up/.." for nothing even where
    /// "up" is itself a link to elsewhere.
    /// </summary>
    private bool StaysInside(PackageEntry link)
    {
        List<string> at = [.. link.Path.Split('/')[..^1]];
        Stack<string> ahead = new();
        int hops = 0;
        return Push(link.LinkTarget!) && Walk();

        bool Push(string target)
        {
            if (target.Length == 0 || target[0] == '/' || ++hops > PackageLimits.LinkHops)
            {
                return false;
            }

            foreach (string part in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
            {
                ahead.Push(part);
            }

            return true;
        }

        bool Walk()
        {
            while (ahead.TryPop(out string? part))
            {
                if (part == ".")
                {
                    continue;
                }

                if (part == "..")
                {
                    if (at.Count == 0)
                    {
                        return false;
                    }

                    at.RemoveAt(at.Count - 1);
                    continue;
                }

                at.Add(part);
                if (_entries.TryGetValue(string.Join('/', at), out PackageEntry? found) && found.Kind == PackageEntryKind.Link)
                {
                    at.RemoveAt(at.Count - 1);
                    if (!Push(found.LinkTarget!))
                    {
                        return false;
                    }
                }
            }

            return true;
        }
    }
}
