using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mayfly.Core.CodeSigning;

/// <summary>What is signed: who signs, until when, and every entry of the package. See docs/design/code-signing.md.</summary>
internal sealed partial record SignatureManifest(string Format, string Profile, string Job, DateTimeOffset Expires, IReadOnlyList<SignedEntry> Entries)
{
    /// <summary>The one format that there is.</summary>
    public const string KnownFormat = "mayfly-signature-1";

    /// <summary>Null when these bytes are no manifest.</summary>
    public static SignatureManifest? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ManifestJson.Default.SignatureManifest) is { Format: KnownFormat } manifest ? manifest : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A member that stands there twice could be read in two ways.
    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, AllowDuplicateProperties = false)]
    [JsonSerializable(typeof(SignatureManifest))]
    private sealed partial class ManifestJson : JsonSerializerContext;
}
