using Mayfly.Contracts.Generator.Model;
using Mayfly.Contracts.Generator.Output;

namespace Mayfly.Contracts.Generator.Writers;

/// <summary>The serializer context over all records, which System.Text.Json's own source generator then fills.</summary>
internal static class JsonContextWriter
{
    public static void Write(ServiceModel model, SourceFolder sources)
    {
        CodeWriter code = new("System.Text.Json.Serialization", "Mayfly.Contracts.Json");
        code.Line("/// <summary>JSON of AWS's structures. <see cref=\"Wire\"/> is what goes over the wire.</summary>");
        code.Line("[JsonSourceGenerationOptions(");
        code.Line("    GenerationMode = JsonSourceGenerationMode.Metadata,");
        code.Line("    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,");
        code.Line("    Converters = new[] { typeof(TextConverter), typeof(IntegerConverter), typeof(LongConverter), typeof(DoubleConverter), typeof(BooleanConverter), typeof(BlobConverter), typeof(TimestampConverter) })]");
        foreach (Shape shape in model.Structures)
        {
            code.Line($"[JsonSerializable(typeof({shape.Name}))]");
        }

        using (code.Block("public sealed partial class LambdaJsonContext : JsonSerializerContext"))
        {
        }

        sources.Write("LambdaJsonContext.g.cs", code);
    }
}
