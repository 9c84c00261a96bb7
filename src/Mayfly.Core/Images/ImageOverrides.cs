namespace Mayfly.Core.Images;

/// <summary>AWS's ImageConfig: what a function says in place of its image. Null, or an empty list, says nothing.</summary>
public sealed record ImageOverrides
{
    public IReadOnlyList<string>? EntryPoint { get; init; }

    public IReadOnlyList<string>? Command { get; init; }

    public string? WorkingDirectory { get; init; }
}
