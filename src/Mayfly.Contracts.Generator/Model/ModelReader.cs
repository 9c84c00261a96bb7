using System.Text.Json;

namespace Mayfly.Contracts.Generator.Model;

/// <summary>Reads a folder with AWS's model (API version 2 JSON, as botocore ships it), a supplement of the same form, and facts.json.</summary>
internal static class ModelReader
{
    private const string SupplementFile = "supplement.json";
    private const string FactsFile = "facts.json";

    public static ServiceModel Read(string folder)
    {
        string[] models = [.. Directory.GetFiles(folder, "*.json").Where(file => Path.GetFileName(file) is not (SupplementFile or FactsFile))];
        if (models is not [string modelFile])
        {
            throw new ModelException($"expected one model beside {SupplementFile} and {FactsFile}, found {models.Length}.");
        }

        using JsonDocument model = JsonDocument.Parse(File.ReadAllBytes(modelFile));
        using JsonDocument supplement = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, SupplementFile)));
        Facts facts = Facts.Read(Path.Combine(folder, FactsFile));

        string? protocol = model.RootElement.GetProperty("metadata").GetProperty("protocol").GetString();
        if (protocol != "rest-json")
        {
            throw new ModelException($"the protocol {protocol} is not known; only rest-json is.");
        }

        Dictionary<string, JsonElement> shapes = Merge(model, supplement, "shapes");
        Dictionary<string, JsonElement> operations = Merge(model, supplement, "operations");
        Dictionary<string, Shape> resolved = new ShapeReader(shapes, facts).ReadAll();

        return new ServiceModel(
            [.. operations.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => ReadOperation(pair.Key, pair.Value, resolved))],
            [.. resolved.Values.OrderBy(shape => shape.Name, StringComparer.Ordinal)],
            facts);
    }

    /// <summary>The model wins: an operation that AWS has since published leaves the supplement without effect.</summary>
    private static Dictionary<string, JsonElement> Merge(JsonDocument model, JsonDocument supplement, string section)
    {
        Dictionary<string, JsonElement> merged = [];
        foreach (JsonDocument document in (JsonDocument[])[model, supplement])
        {
            foreach (JsonProperty property in document.RootElement.GetProperty(section).EnumerateObject())
            {
                merged.TryAdd(property.Name, property.Value);
            }
        }

        return merged;
    }

    private static Operation ReadOperation(string name, JsonElement operation, Dictionary<string, Shape> shapes)
    {
        JsonElement http = operation.GetProperty("http");
        return new Operation(
            name,
            http.GetProperty("method").GetString()!,
            http.GetProperty("requestUri").GetString()!,
            http.TryGetProperty("responseCode", out JsonElement status) ? status.GetInt32() : 200,
            shapes[operation.GetProperty("input").GetProperty("shape").GetString()!],
            operation.TryGetProperty("output", out JsonElement output) ? shapes[output.GetProperty("shape").GetString()!] : null);
    }
}
