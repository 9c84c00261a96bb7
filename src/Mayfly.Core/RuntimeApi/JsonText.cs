using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mayfly.Core.RuntimeApi;

/// <summary>Strings as JSON literals, for the few small documents that are written by hand.</summary>
internal static class JsonText
{
    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
