using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Functional.Tests.Wire;

/// <summary>
/// A model of Lambda in the form that botocore ships: ours, or that of a client, which may be older. Values are written as the drivers write them:
/// bytes as {"$bytes"}, times as {"$time"} in seconds since 1970.
/// </summary>
internal sealed class ServiceModel(JsonObject operations, JsonObject shapes)
{
    /// <summary>The model that the server is made from.</summary>
    public static ServiceModel Ours { get; } = ReadOurs();

    public static ServiceModel Read(string json)
    {
        JsonNode model = JsonNode.Parse(json)!;
        return new ServiceModel(model["operations"]!.AsObject(), model["shapes"]!.AsObject());
    }

    public bool Knows(string operation) => operations.ContainsKey(operation);

    /// <summary>The name of the input's shape; null for none.</summary>
    public string? Input(string operation) => (string?)operations[operation]!["input"]?["shape"];

    /// <summary>The name of the output's shape; null for none.</summary>
    public string? Output(string operation) => (string?)operations[operation]!["output"]?["shape"];

    public JsonObject Shape(string name) => shapes[name]!.AsObject();

    /// <summary>A structure's members and their shapes' names.</summary>
    public IEnumerable<(string Name, JsonObject Member, string Shape)> Members(string structure) =>
        Shape(structure)["members"]!.AsObject().Select(static member => (member.Key, member.Value!.AsObject(), (string)member.Value!["shape"]!));

    /// <summary>What this model knows of a value: without members that it does not have.</summary>
    public JsonNode? Known(string shape, JsonNode? value)
    {
        JsonObject definition = Shape(shape);
        return (string)definition["type"]! switch
        {
            "structure" when value is JsonObject members => new JsonObject(Members(shape)
                .Where(member => members.ContainsKey(member.Name))
                .Select(member => KeyValuePair.Create(member.Name, Known(member.Shape, members[member.Name])))),
            "list" when value is JsonArray items => new JsonArray([.. items.Select(item => Known((string)definition["member"]!["shape"]!, item))]),
            "map" when value is JsonObject entries => new JsonObject(entries.Select(entry => KeyValuePair.Create(entry.Key, Known((string)definition["value"]!["shape"]!, entry.Value)))),
            _ => value?.DeepClone(),
        };
    }

    /// <summary>An answer as it came over the wire, as a client is to show it. What the model does not know of is kept: it has no place in an answer.</summary>
    public JsonObject ReadAnswer(string operation, int status, Func<string, string?> header, byte[] body)
    {
        if (Output(operation) is not { } shape)
        {
            return body.Length == 0 ? [] : JsonNode.Parse(body)!.AsObject();
        }

        (string Name, JsonObject Member, string Shape)[] members = [.. Members(shape)];
        string? payload = (string?)Shape(shape)["payload"];
        JsonObject answer = payload is null && body.Length > 0 ? Structure(shape, JsonNode.Parse(body)!.AsObject()) : [];
        foreach ((string name, JsonObject member, string _) in members)
        {
            string? at = (string?)member["locationName"];
            switch ((string?)member["location"])
            {
                case "statusCode":
                    answer[name] = status;
                    break;
                case "header" when header(at!) is { } value:
                    answer[name] = value;
                    break;
                case null when name == payload && (string)Shape((string)member["shape"]!)["type"]! == "blob":
                    answer[name] = Bytes(body);
                    break;
            }
        }

        return answer;
    }

    private JsonObject Structure(string shape, JsonObject members)
    {
        Dictionary<string, string> known = Members(shape).ToDictionary(static member => (string?)member.Member["locationName"] ?? member.Name, static member => member.Shape);
        return new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, known.TryGetValue(member.Key, out string? of) ? Value(of, member.Value) : member.Value?.DeepClone())));
    }

    private JsonNode? Value(string shape, JsonNode? value)
    {
        JsonObject definition = Shape(shape);
        return (string)definition["type"]! switch
        {
            "structure" => Structure(shape, value!.AsObject()),
            "list" => new JsonArray([.. value!.AsArray().Select(item => Value((string)definition["member"]!["shape"]!, item))]),
            "map" => new JsonObject(value!.AsObject().Select(entry => KeyValuePair.Create(entry.Key, Value((string)definition["value"]!["shape"]!, entry.Value)))),
            "blob" => Bytes(Convert.FromBase64String((string)value!)),
            "timestamp" => new JsonObject { ["$time"] = value!.DeepClone() },
            _ => value?.DeepClone(),
        };
    }

    private static JsonObject Bytes(byte[] bytes) => new() { ["$bytes"] = Convert.ToBase64String(bytes) };

    private static ServiceModel ReadOurs()
    {
        string folder = Path.Combine(Repository.Root, "src", "Mayfly.Contracts", "Model");
        JsonObject model = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "lambda-2015-03-31.json")))!.AsObject();
        JsonObject supplement = JsonNode.Parse(
            File.ReadAllText(Path.Combine(folder, "supplement.json"), Encoding.UTF8), documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!.AsObject();
        foreach (string part in (ReadOnlySpan<string>)["operations", "shapes"])
        {
            foreach ((string name, JsonNode? value) in supplement[part]!.AsObject())
            {
                model[part]!.AsObject().TryAdd(name, value?.DeepClone());
            }
        }

        return new ServiceModel(model["operations"]!.AsObject(), model["shapes"]!.AsObject());
    }
}
