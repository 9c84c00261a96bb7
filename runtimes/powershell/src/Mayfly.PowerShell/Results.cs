using System.Collections;
using System.Management.Automation;
using System.Text;
using System.Text.Json;
using Microsoft.PowerShell.Commands;

namespace Mayfly.PowerShell;

/// <summary>A script's output as the function's answer: the last object of the pipeline, as JSON.</summary>
internal static class Results
{
    private const int UsualDepth = 2;
    private const int DeepestData = 100;

    /// <summary>Null when there was no output: the answer is null then.</summary>
    public static byte[] Of(PSDataCollection<PSObject> output)
        => output.Count == 0 ? "null"u8.ToArray() : Encoding.UTF8.GetBytes(ToJson(output[^1]));

    /// <summary>Text that is JSON already, as ConvertTo-Json returns it, is the answer as it is; other text becomes a JSON string.</summary>
    public static string ToJson(PSObject? value)
    {
        object? plain = value?.BaseObject is { } inner and not PSCustomObject ? inner : value;
        return plain switch
        {
            null => "null",
            string text => IsJson(text) ? text : JsonSerializer.Serialize(text),
            _ => JsonObject.ConvertToJson(plain, new JsonObject.ConvertToJsonContext(Math.Max(UsualDepth, DepthOf(plain, 0)), enumsAsStrings: false, compressOutput: true)),
        };
    }

    /// <summary>
    /// How deep plain data goes: hashtables, lists and custom objects. It is written whole, while other objects, which may lead anywhere, stop at
    /// ConvertTo-Json's usual depth.
    /// </summary>
    private static int DepthOf(object? value, int depth)
    {
        if (depth >= DeepestData)
        {
            return depth;
        }

        IEnumerable members = (value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value) switch
        {
            PSObject custom => custom.Properties.OfType<PSNoteProperty>().Select(property => property.Value),
            IDictionary dictionary => dictionary.Values,
            IList list => list,
            _ => Array.Empty<object>(),
        };
        int deepest = depth;
        foreach (object? member in members)
        {
            deepest = Math.Max(deepest, DepthOf(member, depth + 1));
        }

        return deepest;
    }

    private static bool IsJson(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
