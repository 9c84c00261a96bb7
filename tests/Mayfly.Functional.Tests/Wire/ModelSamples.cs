using System.Text.Json.Nodes;

namespace Mayfly.Functional.Tests.Wire;

/// <summary>Values made from a model: with everything, or with what is required only. They keep the limits that clients check themselves.</summary>
internal sealed class ModelSamples(ServiceModel model, bool full)
{
    /// <summary>What URLs, headers and JSON each write in their own way.</summary>
    private const string Awkward = "ä/b c+d%e:$f\"g";

    private int _last;

    /// <summary>A value of the shape; each simple value differs from all others.</summary>
    /// <param name="shape">The shape's name.</param>
    /// <param name="isPlain">Whether texts must be without awkward letters, as in headers.</param>
    public JsonNode? Make(string shape, bool isPlain = false)
    {
        JsonObject definition = model.Shape(shape);
        _last++;
        return (string)definition["type"]! switch
        {
            "structure" => Structure(shape, definition),
            "list" => new JsonArray([.. Enumerable.Range(0, Bounded(definition, full ? 2 : 1)).Select(_ => Make((string)definition["member"]!["shape"]!, isPlain))]),
            "map" => new JsonObject(Enumerable.Range(0, Bounded(definition, full ? 2 : 1))
                .Select(entry => KeyValuePair.Create($"key{entry}", Make((string)definition["value"]!["shape"]!)))),
            "string" => Text(definition, isPlain),
            "integer" or "long" => (int)Math.Clamp(_last + 20, Limit(definition, "min", 0), Limit(definition, "max", int.MaxValue)),
            "double" or "float" => Math.Clamp(_last + 0.25, Limit(definition, "min", 0), Limit(definition, "max", double.MaxValue)),
            "boolean" => true,
            "timestamp" => new JsonObject { ["$time"] = 1_700_000_000L + _last },
            "blob" => new JsonObject { ["$bytes"] = Convert.ToBase64String([0, 255, (byte)_last]) },
            _ => throw new InvalidOperationException($"The shape {shape} has a type that is not known here."),
        };
    }

    private JsonObject Structure(string name, JsonObject definition)
    {
        string[] required = [.. definition["required"]?.AsArray().Select(static one => (string)one!) ?? []];
        return new JsonObject(model.Members(name)
            .Where(member => (full || required.Contains(member.Name) || IsToken(member.Member)) && !IsStream(member.Shape))
            .Select(member => KeyValuePair.Create(member.Name, Make(member.Shape, isPlain: (string?)member.Member["location"] == "header"))));
    }

    /// <summary>What clients make up themselves when it is not given.</summary>
    private static bool IsToken(JsonObject member) => (bool?)member["idempotencyToken"] == true;

    private bool IsStream(string shape) => (bool?)model.Shape(shape)["eventstream"] == true;

    /// <summary>Known values of enums; else a text of an allowed length.</summary>
    private string Text(JsonObject definition, bool isPlain)
    {
        if (definition["enum"] is JsonArray known)
        {
            return (string)known[_last % known.Count]!;
        }

        string text = isPlain ? $"text-{_last}" : $"{_last}-{Awkward}";
        int least = (int)Limit(definition, "min", 0), most = (int)Math.Min(Limit(definition, "max", 1000), 1000);
        return text.Length > most ? text[..most] : text.PadRight(least, 'x');
    }

    private static int Bounded(JsonObject definition, int wanted) => (int)Math.Clamp(wanted, Limit(definition, "min", 0), Limit(definition, "max", int.MaxValue));

    private static double Limit(JsonObject definition, string name, double otherwise) => definition[name] is { } limit ? (double)limit : otherwise;
}
