using Mayfly.Contracts.Generator.Model;
using Mayfly.Contracts.Generator.Output;
using Mayfly.Contracts.Generator.Writers;

if (args is not [string folder, string output])
{
    Console.Error.WriteLine("usage: Mayfly.Contracts.Generator <folder of the AWS model> <output folder>");
    return 2;
}

try
{
    ServiceModel model = ModelReader.Read(folder);
    SourceFolder sources = new(output);

    StructureWriter.Write(model, sources);
    EnumWriter.Write(model, sources);
    ErrorsWriter.Write(model, sources);
    PatternsWriter.Write(model, sources);
    ConstraintsWriter.Write(model, sources);
    ValidationWriter.Write(model, sources);
    DescriptorWriter.Write(model, sources);
    OperationsWriter.Write(model, sources);
    JsonContextWriter.Write(model, sources);

    sources.DeleteStale();
    Console.WriteLine($"{model.Operations.Count} operations, {model.Structures.Count} structures, {model.Enums.Count} enums -> {sources.Count} files");
    return 0;
}
catch (ModelException problem)
{
    // The form that MSBuild shows as an error of the build.
    Console.Error.WriteLine($"{folder}: error MAYFLY0001: {problem.Message}");
    return 1;
}
