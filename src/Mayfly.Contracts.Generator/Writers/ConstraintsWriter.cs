using System.Globalization;
using Mayfly.Contracts.Generator.Model;
using Mayfly.Contracts.Generator.Output;

namespace Mayfly.Contracts.Generator.Writers;

/// <summary>One constraint object for each shape that limits its values.</summary>
internal static class ConstraintsWriter
{
    public static void Write(ServiceModel model, SourceFolder sources)
    {
        CodeWriter code = new("Mayfly.Contracts.Validation");
        using (code.Block("internal static class LambdaConstraints"))
        {
            foreach (Shape shape in model.InputShapes.Where(shape => shape.HasOwnConstraint))
            {
                code.Line($"internal static readonly {TypeOf(shape)} {shape.Name} = {Create(shape)};");
            }
        }

        sources.Write("Validation/LambdaConstraints.g.cs", code);
    }

    private static string TypeOf(Shape shape) => shape.Kind switch
    {
        ShapeKind.Text or ShapeKind.Enum => "TextConstraint",
        ShapeKind.Integer or ShapeKind.Long => "IntegerConstraint",
        ShapeKind.Double => "DecimalConstraint",
        ShapeKind.List or ShapeKind.Map or ShapeKind.Blob => "SizeConstraint",
        _ => throw new ModelException($"{shape.Name}: a {shape.Kind} cannot be constrained."),
    };

    private static string Create(Shape shape)
    {
        string range = $"{Number(shape.Min)}, {Number(shape.Max)}";
        return shape.Kind switch
        {
            ShapeKind.Enum => $"new(null, null, null, Lambda.{shape.Name}.Known)",
            ShapeKind.Text => $"new({range}, {(shape.Pattern is null ? "null" : $"LambdaPatterns.{shape.Name}")}, null)",
            _ => $"new({range})",
        };
    }

    private static string Number(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "null";
}
