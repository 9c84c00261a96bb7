using Mayfly.Contracts.Generator.Model;

namespace Mayfly.Contracts.Generator.Naming;

/// <summary>The C# types of shapes.</summary>
internal static class CSharpType
{
    /// <summary>The type without the question mark of optional members.</summary>
    public static string Of(Shape shape) => shape.Kind switch
    {
        ShapeKind.Structure or ShapeKind.Enum => shape.Name,
        ShapeKind.Text => "string",
        ShapeKind.Integer => "int",
        ShapeKind.Long => "long",
        ShapeKind.Double => "double",
        ShapeKind.Boolean => "bool",
        ShapeKind.Timestamp => "DateTimeOffset",
        ShapeKind.Blob => "ReadOnlyMemory<byte>",
        ShapeKind.List => $"IReadOnlyList<{Of(shape.Element!)}>",
        ShapeKind.Map => $"IReadOnlyDictionary<string, {Of(shape.Element!)}>",
        _ => throw new ModelException($"{shape.Name}: no C# type for {shape.Kind}."),
    };

    public static bool IsValueType(Shape shape) => shape.Kind is not (ShapeKind.Structure or ShapeKind.Text or ShapeKind.List or ShapeKind.Map);
}
