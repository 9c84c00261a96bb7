using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mayfly.Cli.Http;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RuntimeList))]
internal sealed partial class CliJson : JsonSerializerContext;
