using System.Text.Json;

namespace Mayfly.Dotnet.Loading;

/// <summary>What a package's *.runtimeconfig.json says.</summary>
/// <param name="Frameworks">Names of shared frameworks.</param>
/// <param name="Properties">Switches and settings, as text.</param>
internal sealed record RuntimeConfiguration(IReadOnlyList<string> Frameworks, IReadOnlyDictionary<string, string> Properties)
{
    private static readonly string[] BootPrefixes = ["System.GC.", "System.Runtime.Tiered", "System.Globalization."];

    /// <summary>Whether it has a setting that acts only when a process starts, so that one which has started already could not honour it.</summary>
    public bool NeedsBoot => Properties.Keys.Any(name => BootPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));

    /// <summary>Reads that of an assembly, or else the only one in the folder, as AWS does; an empty one when there is none.</summary>
    public static RuntimeConfiguration Read(string taskRoot, string mainAssembly)
    {
        string file = Path.Combine(taskRoot, mainAssembly + ".runtimeconfig.json");
        if (!File.Exists(file))
        {
            string[] others = Directory.Exists(taskRoot) ? Directory.GetFiles(taskRoot, "*.runtimeconfig.json") : [];
            if (others.Length != 1)
            {
                return new RuntimeConfiguration([], new Dictionary<string, string>());
            }

            file = others[0];
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return Read(document.RootElement.GetProperty("runtimeOptions"));
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new Errors.LambdaValidationException($"The file '{Path.GetFileName(file)}' cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Puts the properties into force that a running process can still take.</summary>
    public void Apply()
    {
        foreach ((string name, string value) in Properties)
        {
            AppContext.SetData(name, value);
        }
    }

    private static RuntimeConfiguration Read(JsonElement options)
    {
        List<string> frameworks = [];
        if (options.TryGetProperty("framework", out JsonElement only))
        {
            frameworks.Add(only.GetProperty("name").GetString()!);
        }

        foreach (JsonElement one in options.TryGetProperty("frameworks", out JsonElement several) ? several.EnumerateArray() : default)
        {
            frameworks.Add(one.GetProperty("name").GetString()!);
        }

        Dictionary<string, string> properties = new(StringComparer.Ordinal);
        foreach (JsonProperty property in options.TryGetProperty("configProperties", out JsonElement values) ? values.EnumerateObject() : default)
        {
            // As .NET's host writes them: text as it is, everything else as JSON ("true", "4").
            properties[property.Name] = property.Value.ToString() is var text && property.Value.ValueKind is JsonValueKind.True or JsonValueKind.False ? text.ToLowerInvariant() : text;
        }

        return new RuntimeConfiguration(frameworks, properties);
    }
}
