using System.Text.Json.Serialization;
using Mayfly.Core.Layers;

namespace Mayfly.Storage.Sqlite;

/// <summary>How layer versions are written as JSON in the database. Members may be added with defaults; renaming one needs a migration.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LayerVersionRecord))]
internal sealed partial class LayerDocumentJson : JsonSerializerContext;
