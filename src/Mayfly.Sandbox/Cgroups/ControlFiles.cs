namespace Mayfly.Sandbox.Cgroups;

/// <summary>Writes control files, but not what they hold already: a stem that is given to a function of its own size costs no write at all.</summary>
internal sealed class ControlFiles
{
    private readonly Dictionary<string, string> _written = new(StringComparer.Ordinal);

    public void Write(string path, string text)
    {
        if (_written.TryGetValue(path, out string? before) && before == text)
        {
            return;
        }

        ControlFile.Write(path, text);
        _written[path] = text;
    }

    /// <summary>What was last written; null when nothing was.</summary>
    public string? Written(string path) => _written.GetValueOrDefault(path);
}
