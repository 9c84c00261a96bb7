using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Functional.Tests.Images;

/// <summary>An image with an interpreter in it, as people's are, made by a tool that we did not write.</summary>
public sealed class UmociImageTests(SharedServer shared)
{
    private const string Client = """
        import http.client, json, os, sys, platform

        connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
        while True:
            connection.request("GET", "/2018-06-01/runtime/invocation/next")
            event = connection.getresponse()
            body = json.loads(event.read())
            answer = {"event": body, "arguments": sys.argv, "python": platform.python_version(), "home": os.getcwd(), "greeting": os.environ["GREETING"]}
            connection.request("POST", "/2018-06-01/runtime/invocation/%s/response" % event.headers["Lambda-Runtime-Aws-Request-Id"], json.dumps(answer))
            connection.getresponse().read()
        """;

    [Fact]
    public async Task Python_runs_from_the_image_alone()
    {
        using UmociImage image = new();
        string program = File.ResolveLinkTarget("/usr/bin/python3", returnFinalTarget: true)!.FullName;
        string library = $"/usr/lib/{Path.GetFileName(program)}";
        image.AddFiles([.. UmociImage.ProgramFiles(program), .. Parts(library)]);
        image.Add("/srv/client.py", Client);
        image.Configure($"--config.entrypoint={program}", "--config.cmd=client.py", "--config.cmd=first", "--config.workingdir=/srv", "--config.env=GREETING=hello");
        AwsClient lambda = shared.Server.Boto3();

        string name = await lambda.CreateImageAsync(image.Uri);
        JsonNode answer = (await lambda.InvokeAsync(name, """{"a":"ä"}""")).Json!;

        Assert.Equal("""{"a":"ä"}""", answer["event"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal("""["client.py","first"]""", answer["arguments"]!.ToJsonString());
        Assert.StartsWith("3.", (string?)answer["python"], StringComparison.Ordinal);
        Assert.Equal(("/srv", "hello"), ((string?)answer["home"], (string?)answer["greeting"]));
    }

    /// <summary>The standard library's own modules: neither tests nor what was compiled before, which would only make the image larger.</summary>
    private static IEnumerable<string> Parts(string library) =>
        Directory.EnumerateFiles(library, "*.py").Concat(((string[])["collections", "encodings", "email", "http", "importlib", "json", "re", "urllib", "lib-dynload"]).Select(part => Path.Combine(library, part)).Where(Directory.Exists));
}
