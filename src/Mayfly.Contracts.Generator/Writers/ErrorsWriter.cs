using Mayfly.Contracts.Generator.Model;
using Mayfly.Contracts.Generator.Output;

namespace Mayfly.Contracts.Generator.Writers;

/// <summary>A factory for each error of the model.</summary>
internal static class ErrorsWriter
{
    private const string RetryAfter = "Retry-After";

    public static void Write(ServiceModel model, SourceFolder sources)
    {
        CodeWriter code = new();
        code.Line("/// <summary>The errors of AWS's model, with its status codes and member names.</summary>");
        using (code.Block("public static class LambdaErrors"))
        {
            foreach (Shape error in model.Errors)
            {
                WriteFactory(code, error);
            }
        }

        sources.Write("LambdaErrors.g.cs", code);
    }

    private static void WriteFactory(CodeWriter code, Shape error)
    {
        Member? message = error.Members.FirstOrDefault(member => string.Equals(member.Name, "message", StringComparison.OrdinalIgnoreCase));
        Member[] further = [.. error.Members.Where(member => member != message && member.Name != "Type")];
        List<string> parameters = ["string message"];
        List<string> initializers =
        [
            $"Type = {(error.Error!.SenderFault ? "\"User\"" : "\"Service\"")}",
            $"MessageMember = {CodeWriter.Literal(message?.WireName ?? "message")}",
        ];
        List<string> entries = [];
        foreach (Member member in further)
        {
            string parameter = char.ToLowerInvariant(member.Name[0]) + member.Name[1..];
            if (member.WireName == RetryAfter)
            {
                parameters.Add("int? retryAfterSeconds = null");
                initializers.Add("RetryAfterSeconds = retryAfterSeconds");
            }
            else if (member.Shape.Kind is ShapeKind.Text or ShapeKind.Enum && member.InJson)
            {
                parameters.Add(member.Shape.Kind == ShapeKind.Enum ? $"{member.Shape.Name}? {parameter} = null" : $"string? {parameter} = null");
                entries.Add($"({CodeWriter.Literal(member.WireName)}, {parameter}{(member.Shape.Kind == ShapeKind.Enum ? "?.Value" : "")})");
            }
            else
            {
                throw new ModelException($"{error.Name}.{member.Name}: errors may only have texts in the body.");
            }
        }

        if (entries.Count > 0)
        {
            initializers.Add($"Members = ErrorMembers.Of({string.Join(", ", entries)})");
        }

        code.Line($"/// <summary>HTTP {error.Error.Status}.</summary>");
        code.Line($"public static AwsError {error.Name}({string.Join(", ", parameters)}) =>");
        code.Line($"    new({CodeWriter.Literal(error.Name)}, {error.Error.Status}, message) {{ {string.Join(", ", initializers)} }};");
        code.Line();
    }
}
