using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mayfly.Cli.Signing;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SignatureManifest))]
internal sealed partial class SigningJson : JsonSerializerContext;
