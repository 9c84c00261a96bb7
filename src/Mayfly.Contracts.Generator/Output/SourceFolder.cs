namespace Mayfly.Contracts.Generator.Output;

/// <summary>The folder of generated files. An unchanged file keeps its time stamp, so that nothing is compiled anew for it.</summary>
internal sealed class SourceFolder
{
    private readonly string _root;
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    public SourceFolder(string root)
    {
        _root = Path.GetFullPath(root);
        Directory.CreateDirectory(_root);
    }

    public int Count => _written.Count;

    public void Write(string relativePath, CodeWriter code)
    {
        string file = Path.Combine(_root, relativePath);
        if (!_written.Add(file))
        {
            throw new InvalidOperationException($"{relativePath} would be written twice.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        string text = code.ToString();
        if (!File.Exists(file) || File.ReadAllText(file) != text)
        {
            File.WriteAllText(file, text);
        }
    }

    /// <summary>Removes what an earlier model had and this one has not.</summary>
    public void DeleteStale()
    {
        foreach (string file in Directory.GetFiles(_root, "*.g.cs", SearchOption.AllDirectories))
        {
            if (!_written.Contains(file))
            {
                File.Delete(file);
            }
        }
    }
}
