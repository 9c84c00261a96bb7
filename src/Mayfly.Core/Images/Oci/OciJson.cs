using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mayfly.Core.Images.Oci;

/// <summary>Reads the documents of images.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = 32)]
[JsonSerializable(typeof(OciManifest))]
[JsonSerializable(typeof(OciConfiguration))]
internal sealed partial class OciJson : JsonSerializerContext
{
    /// <summary>More than any builder writes; what is larger is not read.</summary>
    public const int LargestDocument = 4 << 20;

    public static OciManifest ReadManifest(ReadOnlySpan<byte> document) => Read(document, Default.OciManifest);

    public static OciConfiguration ReadConfiguration(ReadOnlySpan<byte> document) => Read(document, Default.OciConfiguration);

    /// <summary>A list as it was read, which has no null in it.</summary>
    /// <exception cref="JsonException">It has one.</exception>
    internal static IReadOnlyList<T>? Whole<T>(IReadOnlyList<T>? list) => list?.Any(static one => one is null) == true ? throw new JsonException("A list has a null in it.") : list;

    private static T Read<T>(ReadOnlySpan<byte> document, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(document, type) ?? throw new ImageException(ImageFault.Invalid, "One of the image's documents is empty.");
        }
        catch (JsonException broken)
        {
            throw new ImageException(ImageFault.Invalid, $"One of the image's documents cannot be read: {broken.Message}", broken);
        }
    }
}
