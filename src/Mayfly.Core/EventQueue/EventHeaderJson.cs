using System.Text.Json.Serialization;

namespace Mayfly.Core.EventQueue;

/// <summary>How headers of events are written.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(InvocationHeader))]
internal sealed partial class EventHeaderJson : JsonSerializerContext;
