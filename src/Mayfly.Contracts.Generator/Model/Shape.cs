namespace Mayfly.Contracts.Generator.Model;

/// <summary>One shape of the AWS model, its references resolved.</summary>
internal sealed class Shape(string name, ShapeKind kind)
{
    public string Name { get; } = name;

    public ShapeKind Kind { get; } = kind;

    public IReadOnlyList<Member> Members { get; set; } = [];

    /// <summary>A list's element or a map's value.</summary>
    public Shape? Element { get; set; }

    public Shape? Key { get; set; }

    public IReadOnlyList<string> EnumValues { get; init; } = [];

    public decimal? Min { get; init; }

    public decimal? Max { get; init; }

    /// <summary>A Java regular expression that the whole value must match.</summary>
    public string? Pattern { get; init; }

    /// <summary>The model's trait of this shape alone; <see cref="IsSecret"/> is what to ask.</summary>
    public bool Sensitive { get; init; }

    /// <summary>Never to be printed: in logs, in error messages.</summary>
    public bool IsSecret => Sensitive || Element is { Sensitive: true } || Key is { Sensitive: true };

    public bool EventStream { get; init; }

    public ErrorTrait? Error { get; init; }

    /// <summary>False for lists for which AWS does not mention null among the constraints.</summary>
    public bool ElementsMustNotBeNull { get; init; } = true;

    public bool HasOwnConstraint => Min is not null || Max is not null || Pattern is not null || Kind == ShapeKind.Enum;
}
