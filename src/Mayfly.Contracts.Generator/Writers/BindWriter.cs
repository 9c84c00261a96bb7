using Mayfly.Contracts.Generator.Model;
using Mayfly.Contracts.Generator.Naming;
using Mayfly.Contracts.Generator.Output;

namespace Mayfly.Contracts.Generator.Writers;

/// <summary>The Bind method: body, path labels, query parameters and headers into the input record.</summary>
internal static class BindWriter
{
    public static void Write(CodeWriter code, Operation operation)
    {
        Shape input = operation.Input;
        using (code.Block($"public override AwsResult<{input.Name}> Bind(IOperationSource source, in OperationMatch match)"))
        {
            bool hasBody = input.Members.Any(member => member.InJson);
            List<string> assignments = [];
            bool reads = false;
            foreach (Member member in StructureWriter.PropertiesOf(input).Where(member => !member.InJson))
            {
                assignments.Add($"{member.Name} = {Read(operation, member)},");
                reads = true;
            }

            if (hasBody)
            {
                code.Line($"AwsResult<{input.Name}> body = RequestBody.Read(source, LambdaJsonContext.Wire.{input.Name}, static () => new {input.Name}());");
                using (code.Block("if (body.IsError)"))
                {
                    code.Line("return body.Error;");
                }

                if (!reads)
                {
                    code.Line("return body;");
                    return;
                }
            }

            code.Line("RequestReader reader = new(source);");
            using (code.Block($"{input.Name} input = {(hasBody ? "body.Value with" : $"new {input.Name}")}", "};"))
            {
                assignments.ForEach(code.Line);
            }

            code.Line("return reader.Error is null ? input : reader.Error;");
        }
    }

    private static string Read(Operation operation, Member member)
    {
        string path = $"{operation.Input.Name}.{member.Name}";
        string name = CodeWriter.Literal(member.WireName);
        return member.Location switch
        {
            MemberLocation.Uri => Parse(path, member, $"match.Label({LabelIndex(operation, member)})"),
            MemberLocation.QueryString when member.Shape.Kind == ShapeKind.List => QueryList(path, member, name),
            MemberLocation.QueryString => Parse(path, member, $"source.Query({name})"),
            MemberLocation.Header => Parse(path, member, $"source.Header({name})"),
            MemberLocation.Payload when member.Shape.Kind == ShapeKind.Blob => "source.Body",
            MemberLocation.Payload when member.Shape.Kind == ShapeKind.Structure => $"reader.Payload(LambdaJsonContext.Wire.{member.Shape.Name})",
            _ => throw new ModelException($"{path}: requests cannot carry a {member.Shape.Kind} in {member.Location}."),
        };
    }

    private static string Parse(string path, Member member, string text) => member.Shape.Kind switch
    {
        ShapeKind.Text => text,
        ShapeKind.Enum => $"RequestReader.Enum<{member.Shape.Name}>({text})",
        ShapeKind.Integer => $"reader.Integer({text})",
        ShapeKind.Long => $"reader.Long({text})",
        ShapeKind.Boolean => $"reader.Boolean({text})",
        ShapeKind.Timestamp when member.TimestampFormat is null or "iso8601" && member.Location == MemberLocation.QueryString => $"reader.Timestamp({text})",
        _ => throw new ModelException($"{path}: no reading of a {CSharpType.Of(member.Shape)} from {member.Location}."),
    };

    private static string QueryList(string path, Member member, string name) => member.Shape.Element!.Kind switch
    {
        ShapeKind.Text => $"reader.List({name})",
        ShapeKind.Enum => $"reader.EnumList<{member.Shape.Element.Name}>({name})",
        _ => throw new ModelException($"{path}: query parameters can only be lists of texts."),
    };

    private static int LabelIndex(Operation operation, Member member)
    {
        int index = operation.Labels.ToList().IndexOf(member.WireName);
        return index >= 0 ? index : throw new ModelException($"{operation.Name}: the path {operation.PathTemplate} has no label {member.WireName}.");
    }
}
