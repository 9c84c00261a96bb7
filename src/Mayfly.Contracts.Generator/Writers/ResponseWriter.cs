using Mayfly.Contracts.Generator.Model;
using Mayfly.Contracts.Generator.Output;

namespace Mayfly.Contracts.Generator.Writers;

/// <summary>The Write method: status, headers and body of an answer.</summary>
internal static class ResponseWriter
{
    public static void Write(CodeWriter code, Operation operation, string output, Facts facts)
    {
        using (code.Block($"public override void Write({output} output, IOperationResponse response)"))
        {
            Shape? shape = operation.Output;
            Member? status = shape?.Members.FirstOrDefault(member => member.Location == MemberLocation.StatusCode);
            code.Line(status is null ? "response.SetStatus(SuccessStatus);" : $"response.SetStatus(output.{status.Name} ?? SuccessStatus);");
            if (shape is null)
            {
                return;
            }

            foreach (Member member in shape.Members.Where(member => member.Location == MemberLocation.Header))
            {
                WriteHeader(code, shape, member);
            }

            WriteBody(code, shape, facts);
        }
    }

    private static void WriteHeader(CodeWriter code, Shape shape, Member member)
    {
        string value = member.Shape.Kind switch
        {
            ShapeKind.Text => $"output.{member.Name}",
            ShapeKind.Enum => $"output.{member.Name}?.Value",
            _ => throw new ModelException($"{shape.Name}.{member.Name}: answers can only have texts in headers."),
        };
        string local = char.ToLowerInvariant(member.Name[0]) + member.Name[1..];
        using (code.Block($"if ({value} is {{ }} {local})"))
        {
            code.Line($"response.SetHeader({CodeWriter.Literal(member.WireName)}, {local});");
        }
    }

    private static void WriteBody(CodeWriter code, Shape shape, Facts facts)
    {
        Member? payload = shape.Members.FirstOrDefault(member => member.Location == MemberLocation.Payload);
        if (payload is { Shape.Kind: ShapeKind.Blob })
        {
            string contentType = facts.PayloadContentTypes.GetValueOrDefault(shape.Name, "application/octet-stream");
            using (code.Block($"if (output.{payload.Name} is {{ }} body)"))
            {
                code.Line($"response.WriteBody({CodeWriter.Literal(contentType)}, body.Span);");
            }
        }
        else if (payload is { Shape.EventStream: false })
        {
            throw new ModelException($"{shape.Name}.{payload.Name}: answers cannot have a {payload.Shape.Kind} as their body.");
        }
        else if (payload is null && shape.Members.Any(member => member.InJson))
        {
            code.Line($"ResponseBody.Write(response, output, LambdaJsonContext.Wire.{shape.Name});");
        }
    }
}
