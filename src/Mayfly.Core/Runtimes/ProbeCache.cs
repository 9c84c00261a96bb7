using System.Collections.Concurrent;
using System.Text.Json;

namespace Mayfly.Core.Runtimes;

/// <summary>Remembers programs' versions in a file, so that a start asks only those that changed since.</summary>
internal sealed class ProbeCache
{
    private readonly string? _file;
    private readonly Dictionary<string, CachedProbe> _before;
    private readonly ConcurrentDictionary<string, CachedProbe> _now = new(StringComparer.Ordinal);
    private int _asked;

    public ProbeCache(string? file)
    {
        _file = file;
        _before = Read(file);
    }

    /// <summary>The program's version, remembered or asked for.</summary>
    public async Task<string?> VersionOfAsync(string program, IReadOnlyList<string>? arguments, CancellationToken cancellation)
    {
        FileInfo file = new(program);
        long modified = file.LastWriteTimeUtc.Ticks;
        long size = file.Length;
        if (!_before.TryGetValue(program, out CachedProbe? probe) || probe.Modified != modified || probe.Size != size)
        {
            Interlocked.Increment(ref _asked);
            probe = new CachedProbe(modified, size, await InterpreterProbe.VersionOfAsync(program, arguments, cancellation));
        }

        _now[program] = probe;
        return probe.Version;
    }

    /// <summary>Writes what was learnt, if there was anything new. A cache that cannot be written only costs time.</summary>
    public void Save()
    {
        if (_file is null || (_asked == 0 && _now.Count == _before.Count))
        {
            return;
        }

        try
        {
            string temporary = $"{_file}.{Environment.ProcessId}";
            File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, CachedProbe>(_now), RuntimesJson.Default.DictionaryStringCachedProbe));
            File.Move(temporary, _file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next start asks again.
        }
    }

    private static Dictionary<string, CachedProbe> Read(string? file)
    {
        try
        {
            return file is not null && File.Exists(file)
                ? JsonSerializer.Deserialize(File.ReadAllBytes(file), RuntimesJson.Default.DictionaryStringCachedProbe) ?? []
                : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }
}
