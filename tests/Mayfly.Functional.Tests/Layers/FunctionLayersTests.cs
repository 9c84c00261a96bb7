using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Layers;

/// <summary>Functions that use layers: what they see at /opt, and which layers they may have.</summary>
public sealed class FunctionLayersTests(SharedServer shared)
{
    private static readonly FunctionSource Lister = FunctionSource.Python("""
        import os
        def handler(event, context):
            found = {}
            for folder, _, files in os.walk('/opt'):
                for file in files:
                    path = os.path.join(folder, file)
                    found[path] = open(path).read()
            return found
        """);

    [Fact]
    public async Task Later_layers_lie_over_earlier_ones()
    {
        AwsClient lambda = shared.Server.Boto3();
        string lower = await lambda.LayerAsync(Archive.Of(("both.txt", "lower"), ("dir/a", "lower"), ("dir/lower", "1")));
        string upper = await lambda.LayerAsync(Archive.Of(("both.txt", "upper"), ("dir/a", "upper"), ("dir/upper", "2")));

        string name = await lambda.CreateAsync(Lister, LayerCalls.Using(lower, upper));
        Assert.Equal(
            """{"/opt/both.txt":"upper","/opt/dir/a":"upper","/opt/dir/lower":"1","/opt/dir/upper":"2"}""",
            Sorted((await lambda.InvokeAsync(name)).Json!));

        JsonObject shown = await lambda.ConfigureAsync(name, LayerCalls.Using(upper, lower));
        Assert.Equal([upper, lower], shown["Layers"]!.AsArray().Select(layer => (string?)layer!["Arn"]));
        Assert.All(shown["Layers"]!.AsArray(), layer => Assert.True((long)layer!["CodeSize"]! > 0));
        Assert.Equal(
            """{"/opt/both.txt":"lower","/opt/dir/a":"lower","/opt/dir/lower":"1","/opt/dir/upper":"2"}""",
            Sorted((await lambda.InvokeAsync(name)).Json!));

        Assert.Null((await lambda.ConfigureAsync(name, LayerCalls.Using()))["Layers"]);
        Assert.Equal("{}", (await lambda.InvokeAsync(name)).Payload);
    }

    [Theory]
    [InlineData("require")]
    [InlineData("node20")]
    public async Task Node_finds_packages_in_layers(string kind)
    {
        AwsClient lambda = shared.Server.Sdk();
        string folder = kind == "require" ? "nodejs/node_modules" : $"nodejs/{InstalledRuntimes.Node.Replace("nodejs", "node", StringComparison.Ordinal).Replace(".x", "", StringComparison.Ordinal)}/node_modules";
        string layer = await lambda.LayerAsync(Archive.Of(($"{folder}/greet/index.js", "exports.hello = () => 'from layer';"), ($"{folder}/greet/package.json", """{"name":"greet","main":"index.js"}""")));

        string name = await lambda.CreateAsync(FunctionSource.Node("const greet = require('greet'); exports.handler = async () => greet.hello();"), LayerCalls.Using(layer));

        Assert.Equal("\"from layer\"", (await lambda.InvokeAsync(name)).Payload);
    }

    [Fact]
    public async Task ES_modules_import_packages_of_layers()
    {
        AwsClient lambda = shared.Server.Boto3();
        string layer = await lambda.LayerAsync(Archive.Of(("nodejs/node_modules/greet/index.mjs", "export const hello = 'imported';"), ("nodejs/node_modules/greet/package.json", """{"name":"greet","exports":"./index.mjs"}""")));

        string name = await lambda.CreateAsync(FunctionSource.NodeModule("import { hello } from 'greet'; export const handler = async () => hello;"), LayerCalls.Using(layer));

        Assert.Equal("\"imported\"", (await lambda.InvokeAsync(name)).Payload);
    }

    [Fact]
    public async Task Python_finds_packages_in_layers()
    {
        AwsClient lambda = shared.Server.Boto3();
        string plain = await lambda.LayerAsync(Archive.Of(("python/one.py", "value = 1\n")));
        string site = await lambda.LayerAsync(Archive.Of(($"python/lib/{InstalledRuntimes.Python}/site-packages/two/__init__.py", "value = 2\n")));

        string name = await lambda.CreateAsync(FunctionSource.Python("import one, two\ndef handler(event, context):\n    return [one.value, two.value]\n"), LayerCalls.Using(plain, site));

        Assert.Equal("[1, 2]", (await lambda.InvokeAsync(name)).Payload);
    }

    [Fact]
    public async Task A_custom_runtime_may_be_a_layer()
    {
        const string Loop = """
            #!/bin/bash
            api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime"
            while true; do
              curl -sS -D /tmp/headers -o /tmp/event "$api/invocation/next"
              id=$(grep -i '^Lambda-Runtime-Aws-Request-Id:' /tmp/headers | tr -d '\r' | cut -d' ' -f2)
              curl -sS -o /dev/null -d "\"$0 $(cat /var/task/$_HANDLER)\"" "$api/invocation/$id/response"
            done
            """;
        AwsClient lambda = shared.Server.Boto3();
        string layer = await lambda.LayerAsync(Archive.Of(("bootstrap", Loop)));

        string name = await lambda.CreateAsync(new FunctionSource("provided.al2023", "script", Archive.Of(("script", "content"))), LayerCalls.Using(layer));

        Assert.Equal("\"/opt/bootstrap content\"", (await lambda.InvokeAsync(name)).Payload);
    }

    [Theory]
    [InlineData("node")]
    [InlineData("python")]
    public async Task A_wrapper_in_a_layer_starts_the_runtime(string language)
    {
        AwsClient lambda = shared.Server.Boto3();
        string layer = await lambda.LayerAsync(Archive.OfExecutable("wrapper", "#!/bin/bash\nexport WRAPPED=\"$# $1\"\nexec \"$@\"\n"u8.ToArray()));
        FunctionSource source = language == "node"
            ? FunctionSource.Node("exports.handler = async () => process.env.WRAPPED;")
            : FunctionSource.Python("import os\ndef handler(event, context):\n    return os.environ.get('WRAPPED')\n");
        JsonObject creation = LayerCalls.Using(layer);
        creation["Environment"] = new JsonObject { ["Variables"] = new JsonObject { ["AWS_LAMBDA_EXEC_WRAPPER"] = "/opt/wrapper" } };

        string name = await lambda.CreateAsync(source, creation);

        Assert.Matches($"^\"\\d+ /.*{language}.*\"$", (await lambda.InvokeAsync(name)).Payload);
    }

    [Fact]
    public async Task A_deleted_version_goes_on_serving_and_is_refused_to_others()
    {
        AwsClient lambda = shared.Server.Boto3();
        string layerName = FunctionCalls.NewName("layer");
        string layer = await lambda.LayerAsync(Archive.Of(("a", layerName)), layerName);
        string name = await lambda.CreateAsync(Lister, LayerCalls.Using(layer));
        await lambda.LambdaAsync("DeleteLayerVersion", LayerCalls.Version(layerName, 1));

        Assert.Equal($$"""{"/opt/a": "{{layerName}}"}""", (await lambda.InvokeAsync(name)).Payload);
        await lambda.ConfigureAsync(name, new JsonObject { ["MemorySize"] = 256 });
        Assert.Equal($$"""{"/opt/a": "{{layerName}}"}""", (await lambda.InvokeAsync(name)).Payload);
        AwsCallException refused = await lambda.RefusedAsync("CreateFunction", FunctionCalls.Creation(FunctionCalls.NewName(), Lister, LayerCalls.Using(layer)));
        Assert.Equal(("InvalidParameterValueException", 400, $"Layer version {layer} does not exist."), (refused.Code, refused.Status, refused.ServiceMessage));
    }

    [Fact]
    public async Task What_cannot_be_used_is_refused_as_AWS_does()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = FunctionCalls.NewName("layer");
        string first = await lambda.LayerAsync(Archive.Of(("a", "1")), name), second = await lambda.LayerAsync(Archive.Of(("a", "2")), name);
        string elsewhere = await shared.Server.Boto3(region: "eu-west-1").LayerAsync(Archive.Of(("a", "1")));
        string[] six = [.. Enumerable.Range(1, 6).Select(number => $"arn:aws:lambda:us-east-1:000000000000:layer:l{number}:1")];

        await RefusedAsync($"Two different versions of the same layer are not allowed to be referenced in the same function. {first} and {second} are versions of the same layer.", first, second);
        await RefusedAsync("Layers are not in the same region as the function. Layers are expected to be in region us-east-1.", elsewhere);
        await RefusedAsync("Cannot reference more than 5 layers.", six);
        await RefusedAsync($"Layer version {six[0]} does not exist.", six[0]);

        async Task RefusedAsync(string text, params string[] layers)
        {
            AwsCallException refused = await lambda.RefusedAsync("CreateFunction", FunctionCalls.Creation(FunctionCalls.NewName(), Lister, LayerCalls.Using(layers)));
            Assert.Equal(("InvalidParameterValueException", 400, text), (refused.Code, refused.Status, refused.ServiceMessage));
        }
    }

    [Fact]
    public async Task Code_and_layers_together_have_a_largest_size()
    {
        AwsClient lambda = shared.Server.Boto3();
        byte[] half = Archive.Of(("zeros", new byte[140_000_000]));
        string[] layers = [await lambda.LayerAsync(half), await lambda.LayerAsync(Archive.Of(("more", new byte[123_000_000])))];
        string name = await lambda.CreateAsync(Lister, LayerCalls.Using(layers[0]));

        AwsCallException refused = await lambda.RefusedAsync("UpdateFunctionConfiguration", new JsonObject { ["FunctionName"] = name, ["Layers"] = LayerCalls.Using(layers)["Layers"]!.DeepClone() });
        AwsCallException code = await lambda.RefusedAsync("UpdateFunctionCode", new JsonObject { ["FunctionName"] = name, ["ZipFile"] = Blob.Of(half) });

        Assert.Matches(@"^Function code combined with layers exceeds the maximum allowed size of 262144000 bytes\. The actual size is 263000\d\d\d bytes\.$", refused.ServiceMessage);
        Assert.Equal("Function code combined with layers exceeds the maximum allowed size of 262144000 bytes. The actual size is 280000000 bytes.", code.ServiceMessage);
    }

    private static string Sorted(JsonNode json) =>
        new JsonObject(json.AsObject().OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))).ToJsonString();
}
