using System.Text.Json;

namespace Mayfly.Contracts.Generator.Model;

/// <summary>What real AWS was seen to do that its published model does not say: facts.json beside the model.</summary>
internal sealed class Facts
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip };

    /// <summary>Enums whose values AWS prints in another order than the model's.</summary>
    public Dictionary<string, string[]> EnumOrder { get; init; } = [];

    /// <summary>"Structure.Member"s that the operation itself checks, in words of its own.</summary>
    public HashSet<string> CheckedByOperation { get; init; } = [];

    /// <summary>"Structure.Member"s that AWS reports before all others, their elements as plain enum values.</summary>
    public HashSet<string> CheckedFirst { get; init; } = [];

    /// <summary>Lists for which AWS does not print "Member must not be null".</summary>
    public HashSet<string> ListsSilentAboutNull { get; init; } = [];

    /// <summary>Content types of outputs whose body is a blob; application/octet-stream otherwise.</summary>
    public Dictionary<string, string> PayloadContentTypes { get; init; } = [];

    public static Facts Read(string file) =>
        JsonSerializer.Deserialize<Facts>(File.ReadAllBytes(file), Json) ?? throw new ModelException($"{file} is empty.");

    /// <summary>The values in the order AWS prints them; values that the recordings did not know come last.</summary>
    public IReadOnlyList<string> InPrintedOrder(Shape shape)
    {
        string[] first = EnumOrder.GetValueOrDefault(shape.Name, []);
        return [.. first.Intersect(shape.EnumValues), .. shape.EnumValues.Except(first)];
    }
}
