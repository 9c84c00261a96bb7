using System.Text.Json.Serialization;

namespace Mayfly.Core.Functions;

/// <summary>All that is kept of one function ($LATEST) across restarts.</summary>
public sealed record FunctionRecord
{
    public required FunctionKey Key { get; init; }

    /// <summary>AWS's identifier, for example "nodejs20.x".</summary>
    public required string Runtime { get; init; }

    public required string Handler { get; init; }

    public required string Role { get; init; }

    public string Description { get; init; } = string.Empty;

    public required int MemoryMb { get; init; }

    public required int TimeoutSeconds { get; init; }

    public required int EphemeralStorageMb { get; init; }

    public required string Architecture { get; init; }

    /// <summary>The customer's variables; null when none were ever given. Kept out of every document: the store seals them on their own.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>The deployment package.</summary>
    public required PackageReference Package { get; init; }

    public required LoggingSettings Logging { get; init; }

    /// <summary>"Active" or "PassThrough".</summary>
    public required string TracingMode { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Changes with every change of code or configuration; callers give it back to be sure that they change what they saw.</summary>
    public required string RevisionId { get; init; }

    public required DateTimeOffset LastModified { get; init; }

    /// <summary>True when the last change asked for a version to be published: kept until versions are served.</summary>
    public bool PublishRequested { get; init; }

    /// <summary>Why the function cannot run; null for one that can.</summary>
    public string? Failure { get; init; }

    /// <summary>Why the last update was given up, the code before it serving on; null when it succeeded.</summary>
    public string? UpdateFailure { get; init; }
}
