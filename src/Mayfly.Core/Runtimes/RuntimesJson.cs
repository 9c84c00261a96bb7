using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mayfly.Core.Runtimes;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, ReadCommentHandling = JsonCommentHandling.Skip, UseStringEnumConverter = true)]
[JsonSerializable(typeof(PackManifest))]
[JsonSerializable(typeof(RuntimeReport))]
[JsonSerializable(typeof(Dictionary<string, CachedProbe>))]
internal sealed partial class RuntimesJson : JsonSerializerContext;
