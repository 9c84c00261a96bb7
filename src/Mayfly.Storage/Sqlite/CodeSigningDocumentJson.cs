using System.Text.Json.Serialization;
using Mayfly.Core.CodeSigning;

namespace Mayfly.Storage.Sqlite;

/// <summary>How code signing configurations are written as JSON in the database. Members may be added with defaults; renaming one needs a migration.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CodeSigningConfigRecord))]
internal sealed partial class CodeSigningDocumentJson : JsonSerializerContext;
