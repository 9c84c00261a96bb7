using Mayfly.Contracts.Generator.Model;
using Mayfly.Contracts.Generator.Output;

namespace Mayfly.Contracts.Generator.Writers;

/// <summary>The list of all operations.</summary>
internal static class OperationsWriter
{
    public static void Write(ServiceModel model, SourceFolder sources)
    {
        CodeWriter code = new("Mayfly.Contracts.Operations");
        code.Line("/// <summary>Every operation of the service.</summary>");
        using (code.Block("public static class LambdaOperations"))
        {
            foreach (Operation operation in model.Operations)
            {
                code.Line($"/// <summary>{operation.Method} {operation.PathTemplate}</summary>");
                code.Line($"public static OperationDescriptor<{operation.Input.Name}, {operation.Output?.Name ?? "NoOutput"}> {operation.Name} {{ get; }} = new {operation.Name}Descriptor();");
                code.Line();
            }

            code.Line("/// <summary>All, sorted by name.</summary>");
            using (code.Block("public static IReadOnlyList<OperationDescriptor> All { get; } = new OperationDescriptor[]", "};"))
            {
                foreach (Operation operation in model.Operations)
                {
                    code.Line($"{operation.Name},");
                }
            }
        }

        sources.Write("LambdaOperations.g.cs", code);
    }
}
