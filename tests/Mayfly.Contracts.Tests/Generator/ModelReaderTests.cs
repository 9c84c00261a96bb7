using Mayfly.Contracts.Generator.Model;

namespace Mayfly.Contracts.Tests.Generator;

public sealed class ModelReaderTests : IDisposable
{
    private const string Shapes = """{"Text":{"type":"string"},"In":{"type":"structure","required":["Name"],"members":{"Name":{"shape":"Text","location":"uri","locationName":"Name"},"Note":{"shape":"Text"}}}}""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mayfly-model");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void An_operation_is_read_with_its_shapes()
    {
        ServiceModel model = Read(Model(Operation("GetThing", "/things/{Name}")), Model(""));

        Operation operation = Assert.Single(model.Operations);
        Assert.Equal(["Name"], operation.Labels);
        Assert.Equal(MemberLocation.Uri, operation.Input.Members[0].Location);
        Assert.True(operation.Input.Members[0].Required);
        Assert.True(operation.Input.Members[1].InJson);
    }

    [Fact]
    public void The_supplement_adds_what_the_model_lacks_and_changes_nothing()
    {
        ServiceModel model = Read(Model(Operation("GetThing", "/things/{Name}")), Model(Operation("GetThing", "/old/{Name}") + "," + Operation("PutThing", "/put/{Name}")));

        Assert.Equal(["/things/{Name}", "/put/{Name}"], model.Operations.Select(operation => operation.PathTemplate));
    }

    [Theory]
    [InlineData("\"shape\":\"Text\",\"location\":\"moon\"", "unknown location moon")]
    public void What_the_generator_does_not_know_stops_the_build(string member, string problem)
    {
        string shapes = $$$"""{ "Text": { "type": "string" }, "In": { "type": "structure", "members": { "Name": { {{{member}}} } } } }""";

        ModelException exception = Assert.Throws<ModelException>(() => Read(Model("", shapes), Model("")));

        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_protocol_stops_the_build()
    {
        string model = Model("").Replace("rest-json", "query", StringComparison.Ordinal);

        Assert.Throws<ModelException>(() => Read(model, Model("")));
    }

    [Fact]
    public void Two_models_stop_the_build()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "another.json"), Model(""));

        Assert.Throws<ModelException>(() => Read(Model(""), Model("")));
    }

    private static string Model(string operations, string shapes = Shapes) => $$"""{"metadata":{"protocol":"rest-json"},"operations":{ {{operations}} },"shapes":{{shapes}} }""";

    private static string Operation(string name, string path) => $$$"""
        "{{{name}}}":{"http":{"method":"GET","requestUri":"{{{path}}}"},"input":{"shape":"In"}}
        """;

    private ServiceModel Read(string model, string supplement)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "model.json"), model);
        File.WriteAllText(Path.Combine(_folder.FullName, "supplement.json"), supplement);
        File.WriteAllText(Path.Combine(_folder.FullName, "facts.json"), "{}");
        return ModelReader.Read(_folder.FullName);
    }
}
