using System.Text.Json.Serialization;

namespace Mayfly.Core.Logs.Wire;

/// <summary>The body of an error in AWS's JSON 1.1 protocol.</summary>
/// <param name="Type">The code.</param>
/// <param name="Message">For people.</param>
internal sealed record LogsError([property: JsonPropertyName("__type")] string Type, string Message);
