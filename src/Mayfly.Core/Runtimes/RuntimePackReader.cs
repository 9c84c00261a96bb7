using System.Text.Json;

namespace Mayfly.Core.Runtimes;

/// <summary>Reads the packs of an installation: each subfolder that has a pack.json.</summary>
internal static class RuntimePackReader
{
    /// <exception cref="InvalidOperationException">There is no such folder, or a manifest cannot be read.</exception>
    public static IReadOnlyList<RuntimePack> Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new InvalidOperationException($"The runtime packs cannot be read: there is no folder {folder}. Set Runtimes:PacksFolder to the 'runtimes' folder of the installation.");
        }

        return [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Where(pack => File.Exists(ManifestOf(pack))).Select(ReadPack)];
    }

    private static RuntimePack ReadPack(string folder)
    {
        try
        {
            using FileStream stream = File.OpenRead(ManifestOf(folder));
            PackManifest manifest = JsonSerializer.Deserialize(stream, RuntimesJson.Default.PackManifest) ?? throw new JsonException("It is empty.");
            return new RuntimePack(Path.GetFileName(folder), folder, manifest);
        }
        catch (JsonException error)
        {
            throw new InvalidOperationException($"The runtime pack's manifest {ManifestOf(folder)} cannot be read: {error.Message}", error);
        }
    }

    private static string ManifestOf(string folder) => Path.Combine(folder, "pack.json");
}
