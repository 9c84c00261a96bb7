using Mayfly.Contracts.Generator.Model;
using Mayfly.Contracts.Generator.Naming;
using Mayfly.Contracts.Generator.Output;

namespace Mayfly.Contracts.Generator.Writers;

/// <summary>A checking method for each structure that requests carry. Nothing is written for a structure without constraints.</summary>
internal static class ValidationWriter
{
    public static void Write(ServiceModel model, SourceFolder sources)
    {
        foreach (Shape shape in model.InputShapes.Where(shape => shape.Kind == ShapeKind.Structure && IsChecked(shape)))
        {
            sources.Write($"Validation/{shape.Name}Validation.g.cs", WriteChecks(shape));
        }
    }

    public static bool IsChecked(Shape shape) => IsChecked(shape, []);

    private static bool IsChecked(Shape shape, HashSet<string> visiting)
    {
        if (shape.HasOwnConstraint)
        {
            return true;
        }

        if (!visiting.Add(shape.Name))
        {
            return false;
        }

        return shape.Kind switch
        {
            // Elements must not be null, which is a check of its own.
            ShapeKind.List or ShapeKind.Map => true,
            ShapeKind.Structure => shape.Members.Any(member => member.Required || IsChecked(member.Shape, visiting)),
            _ => false,
        };
    }

    private static CodeWriter WriteChecks(Shape shape)
    {
        CodeWriter code = new("Mayfly.Contracts.Validation");
        using (code.Block($"internal static class {shape.Name}Validation"))
        using (code.Block($"internal static void Check({shape.Name} value, ref ValidationRun run)"))
        {
            foreach (Member member in StructureWriter.PropertiesOf(shape).OrderBy(member => member.CheckedFirst ? 0 : 1))
            {
                WriteMember(code, member);
            }
        }

        return code;
    }

    private static void WriteMember(CodeWriter code, Member member)
    {
        string path = CodeWriter.Literal(WirePath.Of(member.Name));
        if (member.Required)
        {
            code.Line($"run.Present({path}, value.{member.Name} is not null);");
        }

        if (!member.CheckedByOperation)
        {
            WriteValue(code, member, member.Shape, path);
        }
    }

    private static void WriteValue(CodeWriter code, Member member, Shape shape, string path)
    {
        string property = $"value.{member.Name}";
        string constraint = $"LambdaConstraints.{shape.Name}";
        string sensitive = shape.IsSecret ? ", sensitive: true" : "";
        if (shape.HasOwnConstraint)
        {
            code.Line(shape.Kind switch
            {
                ShapeKind.Enum => $"run.Text({path}, {property}?.Value, {constraint}{sensitive});",
                ShapeKind.Text => $"run.Text({path}, {property}, {constraint}{sensitive});",
                ShapeKind.Integer or ShapeKind.Long => $"run.Integer({path}, {property}, {constraint}{sensitive});",
                ShapeKind.Double => $"run.Decimal({path}, {property}, {constraint}{sensitive});",
                ShapeKind.Blob => $"run.Size({path}, {property}?.Length, {property}, {constraint}{sensitive});",
                _ => $"run.Size({path}, {property}?.Count, {property}, {constraint}{sensitive});",
            });
        }

        switch (shape.Kind)
        {
            case ShapeKind.Structure when IsChecked(shape):
                using (code.Block($"if ({property} is {{ }} inner{member.Name})"))
                {
                    code.Line($"run.Enter({path});");
                    code.Line($"{shape.Name}Validation.Check(inner{member.Name}, ref run);");
                    code.Line("run.Leave();");
                }

                break;
            case ShapeKind.List:
                WriteList(code, member, shape, path, sensitive);
                break;
            case ShapeKind.Map:
                WriteMap(code, shape, property, path, sensitive);
                break;
        }
    }

    private static void WriteList(CodeWriter code, Member member, Shape list, string path, string sensitive)
    {
        Shape element = list.Element!;
        string property = $"value.{member.Name}";
        switch (element.Kind)
        {
            case ShapeKind.Structure:
                WriteStructures(code, member, element, path);
                break;
            case ShapeKind.Enum when member.CheckedFirst:
                code.Line($"run.PlainElements({path}, {property}, LambdaConstraints.{element.Name}{sensitive});");
                break;
            case ShapeKind.Enum or ShapeKind.Text:
                string constraint = element.HasOwnConstraint ? $"LambdaConstraints.{element.Name}" : "TextConstraint.None";
                code.Line($"run.Elements({path}, {property}, {constraint}, notNull: {(list.ElementsMustNotBeNull ? "true" : "false")}{sensitive});");
                break;
            default:
                throw new ModelException($"{list.Name}: lists of {element.Kind} are not known to validation.");
        }
    }

    private static void WriteStructures(CodeWriter code, Member member, Shape element, string path)
    {
        using (code.Block($"for (int i = 0; i < (value.{member.Name}?.Count ?? 0); i++)"))
        {
            code.Line($"run.EnterElement({path}, i + 1);");
            using (code.Block($"if (run.ElementPresent(value.{member.Name}![i] is not null))"))
            {
                if (IsChecked(element))
                {
                    code.Line($"{element.Name}Validation.Check(value.{member.Name}![i], ref run);");
                }
            }

            code.Line("run.Leave();");
        }
    }

    private static void WriteMap(CodeWriter code, Shape map, string property, string path, string sensitive)
    {
        if (map.Key!.HasOwnConstraint)
        {
            code.Line($"run.Keys({path}, {property}, LambdaConstraints.{map.Key.Name}{sensitive});");
        }

        Shape element = map.Element!;
        string constraint = element.HasOwnConstraint ? $"LambdaConstraints.{element.Name}" : "TextConstraint.None";
        code.Line(element.Kind switch
        {
            ShapeKind.Text or ShapeKind.Double => $"run.Values({path}, {property}, {constraint}{sensitive});",
            ShapeKind.List when element.Element!.Kind == ShapeKind.Text =>
                $"run.ListValues({path}, {property}, {constraint}, {(element.Element.HasOwnConstraint ? $"LambdaConstraints.{element.Element.Name}" : "TextConstraint.None")}{sensitive});",
            _ => throw new ModelException($"{map.Name}: maps of {element.Kind} are not known to validation."),
        });
    }
}
