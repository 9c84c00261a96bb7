using System.Text.Json;

namespace Mayfly.Contracts.Generator.Model;

/// <summary>Turns the shapes' JSON into <see cref="Shape"/>s; in two steps, since shapes refer to each other freely.</summary>
internal sealed class ShapeReader(Dictionary<string, JsonElement> shapes, Facts facts)
{
    private readonly Dictionary<string, Shape> _read = new(StringComparer.Ordinal);

    public Dictionary<string, Shape> ReadAll()
    {
        foreach ((string name, JsonElement json) in shapes)
        {
            _read.Add(name, ReadTraits(name, json));
        }

        foreach ((string name, JsonElement json) in shapes)
        {
            ResolveReferences(_read[name], json);
        }

        return _read;
    }

    private Shape ReadTraits(string name, JsonElement json) => new(name, KindOf(name, json))
    {
        EnumValues = json.TryGetProperty("enum", out JsonElement values) ? [.. values.EnumerateArray().Select(value => value.GetString()!)] : [],
        Min = json.TryGetProperty("min", out JsonElement min) ? min.GetDecimal() : null,
        Max = json.TryGetProperty("max", out JsonElement max) ? max.GetDecimal() : null,
        Pattern = json.TryGetProperty("pattern", out JsonElement pattern) ? pattern.GetString() : null,
        Sensitive = Flag(json, "sensitive"),
        EventStream = Flag(json, "eventstream"),
        Error = Flag(json, "exception") ? ReadError(json.GetProperty("error")) : null,
        ElementsMustNotBeNull = !facts.ListsSilentAboutNull.Contains(name),
    };

    private void ResolveReferences(Shape shape, JsonElement json)
    {
        if (shape.Kind == ShapeKind.Structure)
        {
            shape.Members = ReadMembers(shape, json);
        }
        else if (shape.Kind == ShapeKind.List)
        {
            shape.Element = Referenced(json.GetProperty("member"));
        }
        else if (shape.Kind == ShapeKind.Map)
        {
            shape.Key = Referenced(json.GetProperty("key"));
            shape.Element = Referenced(json.GetProperty("value"));
        }
    }

    private List<Member> ReadMembers(Shape structure, JsonElement json)
    {
        HashSet<string> required = json.TryGetProperty("required", out JsonElement names) ? [.. names.EnumerateArray().Select(value => value.GetString()!)] : [];
        string? payload = json.TryGetProperty("payload", out JsonElement payloadName) ? payloadName.GetString() : null;
        List<Member> members = [];
        foreach (JsonProperty property in json.GetProperty("members").EnumerateObject())
        {
            string path = $"{structure.Name}.{property.Name}";
            members.Add(new Member
            {
                Name = property.Name,
                Shape = Referenced(property.Value),
                Location = property.Name == payload ? MemberLocation.Payload : LocationOf(path, property.Value),
                WireName = property.Value.TryGetProperty("locationName", out JsonElement wire) ? wire.GetString()! : property.Name,
                Required = required.Contains(property.Name),
                TimestampFormat = property.Value.TryGetProperty("timestampFormat", out JsonElement format) ? format.GetString() : null,
                CheckedByOperation = facts.CheckedByOperation.Contains(path),
                CheckedFirst = facts.CheckedFirst.Contains(path),
            });
        }

        return members;
    }

    private Shape Referenced(JsonElement reference) => _read[reference.GetProperty("shape").GetString()!];

    private static bool Flag(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.True;

    private static ErrorTrait ReadError(JsonElement error) => new(error.GetProperty("httpStatusCode").GetInt32(), Flag(error, "senderFault"));

    private static ShapeKind KindOf(string name, JsonElement json) => json.GetProperty("type").GetString() switch
    {
        "structure" => ShapeKind.Structure,
        "string" when json.TryGetProperty("enum", out _) => ShapeKind.Enum,
        "string" => ShapeKind.Text,
        "integer" => ShapeKind.Integer,
        "long" => ShapeKind.Long,
        "double" or "float" => ShapeKind.Double,
        "boolean" => ShapeKind.Boolean,
        "timestamp" => ShapeKind.Timestamp,
        "blob" => ShapeKind.Blob,
        "list" => ShapeKind.List,
        "map" => ShapeKind.Map,
        string other => throw new ModelException($"the shape {name} has the unknown type {other}."),
        null => throw new ModelException($"the shape {name} has no type."),
    };

    private static MemberLocation LocationOf(string path, JsonElement member)
    {
        string? location = member.TryGetProperty("location", out JsonElement value) ? value.GetString() : null;
        return location switch
        {
            null => MemberLocation.Body,
            "uri" => MemberLocation.Uri,
            "querystring" => MemberLocation.QueryString,
            "header" => MemberLocation.Header,
            "statusCode" => MemberLocation.StatusCode,
            _ => throw new ModelException($"{path} has the unknown location {location}."),
        };
    }
}
