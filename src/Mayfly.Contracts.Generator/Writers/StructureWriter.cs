using Mayfly.Contracts.Generator.Model;
using Mayfly.Contracts.Generator.Naming;
using Mayfly.Contracts.Generator.Output;

namespace Mayfly.Contracts.Generator.Writers;

/// <summary>An immutable record for each structure.</summary>
internal static class StructureWriter
{
    public static void Write(ServiceModel model, SourceFolder sources)
    {
        foreach (Shape shape in model.Structures)
        {
            sources.Write($"Structures/{shape.Name}.g.cs", WriteStructure(shape));
        }
    }

    /// <summary>Event streams are no values: whoever streams writes their events.</summary>
    public static IEnumerable<Member> PropertiesOf(Shape structure) => structure.Members.Where(member => !member.Shape.EventStream);

    private static CodeWriter WriteStructure(Shape shape)
    {
        CodeWriter code = new("System.Text.Json.Serialization", "Mayfly.Contracts.Validation");
        code.Line($"/// <summary>AWS's structure <c>{shape.Name}</c>.</summary>");
        using (code.Block($"public sealed record {shape.Name}"))
        {
            foreach (Member member in PropertiesOf(shape))
            {
                if (member.Name == shape.Name)
                {
                    throw new ModelException($"{shape.Name} has a member of its own name, which C# does not allow.");
                }

                code.Line($"/// <summary>{Describe(member)}</summary>");
                code.Line(member.InJson ? $"[JsonPropertyName({CodeWriter.Literal(member.WireName)})]" : "[JsonIgnore]");
                if (member.InJson && member.Shape.Kind == ShapeKind.Timestamp && member.TimestampFormat is not (null or "unixTimestamp"))
                {
                    throw new ModelException($"{shape.Name}.{member.Name}: the timestamp format {member.TimestampFormat} is not known in bodies.");
                }

                code.Line($"public {CSharpType.Of(member.Shape)}? {member.Name} {{ get; init; }}");
                code.Line();
            }

            WriteToString(code, shape);
        }

        return code;
    }

    /// <summary>In the form of AWS's own messages, and without what the model calls sensitive: a record that strays into a log betrays nothing.</summary>
    private static void WriteToString(CodeWriter code, Shape shape)
    {
        IEnumerable<string> parts = PropertiesOf(shape).Select(member =>
            $"{WirePath.Of(member.Name)}=" + (member.Shape.IsSecret ? "***" : $"{{JavaText.Of({member.Name})}}"));
        code.Line("/// <summary>For messages; sensitive members are left out.</summary>");
        code.Line($"public override string ToString() => $\"{shape.Name}({string.Join(", ", parts)})\";");
    }

    private static string Describe(Member member)
    {
        string place = member.Location switch
        {
            MemberLocation.Uri => "Path label. ",
            MemberLocation.QueryString => $"Query parameter {member.WireName}. ",
            MemberLocation.Header => $"Header {member.WireName}. ",
            MemberLocation.StatusCode => "The HTTP status; the operation's own when null. ",
            MemberLocation.Payload => "The whole body. ",
            _ => "",
        };
        string required = member.Required ? "Required. " : "";
        string range = (member.Shape.Min, member.Shape.Max) switch
        {
            (null, null) => "",
            (var min, null) => $", at least {min}",
            (null, var max) => $", at most {max}",
            (var min, var max) => $", {min} to {max}",
        };
        return $"{place}{required}{member.Shape.Name}{range}.";
    }
}
