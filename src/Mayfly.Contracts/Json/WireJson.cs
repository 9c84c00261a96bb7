using System.Text.Encodings.Web;

namespace Mayfly.Contracts.Json;

/// <summary>How AWS writes JSON.</summary>
internal static class WireJson
{
    /// <summary>AWS escapes what JSON demands and no more. Safe here: answers are application/json, never put into HTML by us.</summary>
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
}
