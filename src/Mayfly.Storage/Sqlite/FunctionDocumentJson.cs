using System.Text.Json.Serialization;
using Mayfly.Core.Functions;

namespace Mayfly.Storage.Sqlite;

/// <summary>How records are written as JSON in the database. Members may be added with defaults; renaming one needs a migration.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FunctionRecord))]
[JsonSerializable(typeof(FunctionResources))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class FunctionDocumentJson : JsonSerializerContext;
