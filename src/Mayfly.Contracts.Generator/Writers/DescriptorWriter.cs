using Mayfly.Contracts.Generator.Model;
using Mayfly.Contracts.Generator.Output;

namespace Mayfly.Contracts.Generator.Writers;

/// <summary>A descriptor for each operation: how its request is read and checked, and how its answer is written.</summary>
internal static class DescriptorWriter
{
    public static void Write(ServiceModel model, SourceFolder sources)
    {
        foreach (Operation operation in model.Operations)
        {
            CodeWriter code = new("Mayfly.Contracts.Operations", "Mayfly.Contracts.Routing", "Mayfly.Contracts.Validation");
            string output = operation.Output?.Name ?? "NoOutput";
            using (code.Block($"internal sealed class {operation.Name}Descriptor() : OperationDescriptor<{operation.Input.Name}, {output}>("
                + $"{CodeWriter.Literal(operation.Name)}, {CodeWriter.Literal(operation.Method)}, {CodeWriter.Literal(operation.PathTemplate)}, {operation.Status})"))
            {
                BindWriter.Write(code, operation);
                code.Line();
                WriteValidate(code, operation.Input);
                code.Line();
                ResponseWriter.Write(code, operation, output, model.Facts);
            }

            sources.Write($"Operations/{operation.Name}Descriptor.g.cs", code);
        }
    }

    private static void WriteValidate(CodeWriter code, Shape input)
    {
        using (code.Block($"public override AwsError? Validate({input.Name} input)"))
        {
            if (!ValidationWriter.IsChecked(input))
            {
                code.Line("return null;");
                return;
            }

            code.Line("ValidationRun run = default;");
            code.Line($"{input.Name}Validation.Check(input, ref run);");
            code.Line("return run.ToError();");
        }
    }
}
