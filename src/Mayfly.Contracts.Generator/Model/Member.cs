namespace Mayfly.Contracts.Generator.Model;

/// <summary>A member of a structure.</summary>
internal sealed record Member
{
    /// <summary>As in the model: also the name of the C# property.</summary>
    public required string Name { get; init; }

    public required Shape Shape { get; init; }

    public required MemberLocation Location { get; init; }

    /// <summary>Label, query parameter, header or JSON name.</summary>
    public required string WireName { get; init; }

    public required bool Required { get; init; }

    /// <summary>Null for AWS's default of the location: seconds in bodies, ISO 8601 in query strings.</summary>
    public string? TimestampFormat { get; init; }

    /// <summary>AWS refuses bad values of this member with words of its own, so that the operation must check it.</summary>
    public bool CheckedByOperation { get; init; }

    /// <summary>Checked before the other members, and its elements as plain enum values.</summary>
    public bool CheckedFirst { get; init; }

    public bool InJson => Location == MemberLocation.Body;
}
