using System.Text.Json.Serialization;

namespace Mayfly.Core.CodeSigning;

/// <summary>A code signing configuration as it is kept: whose packages a function takes, and what happens to others.</summary>
public sealed record CodeSigningConfigRecord
{
    /// <summary>"csc-" and seventeen letters or digits.</summary>
    public required string Id { get; init; }

    public required string Account { get; init; }

    public required string Region { get; init; }

    public string Description { get; init; } = string.Empty;

    /// <summary>The signing profile versions whose packages are trusted.</summary>
    public required IReadOnlyList<string> AllowedPublishers { get; init; }

    /// <summary>Whether packages that are not trusted are refused; else they are taken, with a warning.</summary>
    public bool Enforces { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public required DateTimeOffset LastModified { get; init; }

    [JsonIgnore]
    public string Arn => $"arn:aws:lambda:{Region}:{Account}:code-signing-config:{Id}";
}
