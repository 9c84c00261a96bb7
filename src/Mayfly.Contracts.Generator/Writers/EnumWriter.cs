using Mayfly.Contracts.Generator.Model;
using Mayfly.Contracts.Generator.Naming;
using Mayfly.Contracts.Generator.Output;

namespace Mayfly.Contracts.Generator.Writers;

/// <summary>A record struct around the text for each enum, so that values that are newer than the model survive.</summary>
internal static class EnumWriter
{
    public static void Write(ServiceModel model, SourceFolder sources)
    {
        foreach (Shape shape in model.Enums)
        {
            sources.Write($"Enums/{shape.Name}.g.cs", WriteEnum(shape, model.Facts.InPrintedOrder(shape)));
        }
    }

    private static CodeWriter WriteEnum(Shape shape, IReadOnlyList<string> printed)
    {
        CodeWriter code = new("System.Text.Json.Serialization", "Mayfly.Contracts.Json");
        code.Line($"/// <summary>AWS's enum <c>{shape.Name}</c>; holds unknown values too.</summary>");
        code.Line("/// <param name=\"Value\">The text on the wire.</param>");
        code.Line($"[JsonConverter(typeof(TextEnumConverter<{shape.Name}>))]");
        using (code.Block($"public readonly record struct {shape.Name}(string Value) : ITextEnum<{shape.Name}>"))
        {
            foreach (string value in shape.EnumValues)
            {
                code.Line($"/// <summary><c>{value}</c></summary>");
                code.Line($"public static {shape.Name} {EnumMemberName.Of(value)} => new({CodeWriter.Literal(value)});");
                code.Line();
            }

            code.Line("/// <summary>The values of the model, in the order in which AWS prints them.</summary>");
            code.Line($"public static IReadOnlyList<string> Known {{ get; }} = [{string.Join(", ", printed.Select(CodeWriter.Literal))}];");
            code.Line();
            code.Line("/// <inheritdoc/>");
            code.Line($"public static {shape.Name} From(string value) => new(value);");
            code.Line();
            code.Line("/// <summary>The text on the wire.</summary>");
            code.Line("public override string ToString() => Value;");
        }

        return code;
    }
}
