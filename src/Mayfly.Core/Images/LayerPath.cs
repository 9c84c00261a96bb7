namespace Mayfly.Core.Images;

/// <summary>Reads the paths of layers' entries.</summary>
internal static class LayerPath
{
    /// <summary>A whole path: Linux's own limit, with some room for where the root stands.</summary>
    private const int Longest = 4000;

    private const int LongestName = 255;
    private const int Deepest = 256;

    /// <summary>The path from the root on, without empty and "." parts; empty for the root itself.</summary>
    /// <exception cref="InvalidDataException">It leads up, or is longer than Linux takes.</exception>
    public static byte[] Read(ReadOnlySpan<byte> path)
    {
        if (path.Length > Longest)
        {
            throw new InvalidDataException($"A layer has a path of {path.Length} bytes.");
        }

        List<byte> read = new(path.Length);
        int depth = 0;
        foreach (Range part in path.Split((byte)'/'))
        {
            ReadOnlySpan<byte> name = path[part];
            if (name.IsEmpty || name.SequenceEqual("."u8))
            {
                continue;
            }

            if (name.SequenceEqual(".."u8) || name.Length > LongestName || ++depth > Deepest)
            {
                throw new InvalidDataException($"A layer has a path that cannot be: {Shown(path)}");
            }

            if (read.Count > 0)
            {
                read.Add((byte)'/');
            }

            read.AddRange(name);
        }

        return [.. read];
    }

    public static ReadOnlySpan<byte> FolderOf(ReadOnlySpan<byte> path) => path[..Math.Max(0, path.LastIndexOf((byte)'/'))];

    public static ReadOnlySpan<byte> NameOf(ReadOnlySpan<byte> path) => path[(path.LastIndexOf((byte)'/') + 1)..];

    public static byte[] In(ReadOnlySpan<byte> folder, ReadOnlySpan<byte> name) => folder.IsEmpty ? name.ToArray() : [.. folder, (byte)'/', .. name];

    private static string Shown(ReadOnlySpan<byte> path) => System.Text.Encoding.UTF8.GetString(path[..Math.Min(path.Length, 200)]);
}
