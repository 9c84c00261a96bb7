using System.Text.Json.Serialization;
using Mayfly.Core.EventQueue.Destinations;

namespace Mayfly.Core.EventQueue;

/// <summary>How headers of events are written.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(InvocationHeader))]
[JsonSerializable(typeof(DeliveryHeader))]
internal sealed partial class EventHeaderJson : JsonSerializerContext;
