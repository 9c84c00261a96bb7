using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Extensions;

/// <summary>A runtime that is an extension as well, as language agents are: it registers, subscribes to telemetry, and says what it got.</summary>
public sealed class InternalExtensionTests(SharedServer shared)
{
    private const string Agent = """
        #!/usr/bin/python3 -u
        import http.server, json, os, threading, urllib.request

        ROOT = 'http://' + os.environ['AWS_LAMBDA_RUNTIME_API']
        got = []

        class Sink(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                got.extend(json.loads(self.rfile.read(int(self.headers['Content-Length']))))
                self.send_response(200)
                self.send_header('Content-Length', '0')
                self.end_headers()

            def log_message(self, *arguments):
                pass

        def call(method, path, body=None, headers={}):
            return urllib.request.urlopen(urllib.request.Request(ROOT + path, method=method, headers=headers, data=None if body is None else json.dumps(body).encode()))

        threading.Thread(target=http.server.ThreadingHTTPServer(('127.0.0.1', 4243), Sink).serve_forever, daemon=True).start()
        with call('POST', '/2020-01-01/extension/register', {'events': ['INVOKE']}, {'Lambda-Extension-Name': 'agent'}) as answer:
            me = {'Lambda-Extension-Identifier': answer.headers['Lambda-Extension-Identifier']}
        call('PUT', '/2022-07-01/telemetry', {
            'schemaVersion': '2022-12-13', 'types': ['platform', 'function'], 'buffering': {'maxItems': 1000, 'maxBytes': 262144, 'timeoutMs': 25},
            'destination': {'protocol': 'HTTP', 'URI': 'http://sandbox.localdomain:4243'}}, me).close()

        def follow():
            while True:
                with call('GET', '/2020-01-01/extension/event/next', None, me) as answer:
                    seen = json.load(answer)
                os.write(1, ('agent saw ' + seen['eventType'] + ' ' + seen['requestId'] + '\n').encode())

        threading.Thread(target=follow, daemon=True).start()
        while True:
            with call('GET', '/2018-06-01/runtime/invocation/next') as answer:
                request = answer.headers['Lambda-Runtime-Aws-Request-Id']
                event = json.load(answer)
            os.write(1, (json.dumps({'level': 'INFO', 'words': event}) + '\n').encode())
            call('POST', '/2018-06-01/runtime/invocation/' + request + '/response', [request, list(got)]).close()
        """;

    [Fact]
    public async Task It_gets_the_telemetry_of_cold_start_and_invocations()
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await lambda.CreateAsync(FunctionSource.Custom(Agent), new JsonObject { ["Timeout"] = 60, ["MemorySize"] = 1769, ["LoggingConfig"] = new JsonObject { ["LogFormat"] = "JSON" } });

        InvokeAnswer first = await lambda.InvokeWithTailAsync(name, "1");
        string firstId = (string)first.Json![0]!;

        // What has been reported of the first invocation is seen by a later one in the same environment.
        JsonArray got = await Wait.ForAsync<JsonArray>("the report of the first invocation", async () =>
        {
            InvokeAnswer later = await lambda.InvokeWithTailAsync(name, "2");
            JsonArray events = later.Json![1]!.AsArray();
            return events.Any(one => (string?)one!["type"] == "platform.report") ? events : null;
        });

        Assert.Contains($"agent saw INVOKE {firstId}", first.LogTail, StringComparison.Ordinal);
        JsonNode[] platform = [.. got.Where(one => ((string)one!["type"]!).StartsWith("platform.", StringComparison.Ordinal)).Select(one => one!)];
        Assert.Equal(
            ["platform.initStart", "platform.telemetrySubscription", "platform.initRuntimeDone", "platform.extension", "platform.initReport", "platform.start", "platform.runtimeDone", "platform.report"],
            platform.Take(8).Select(one => (string)one["type"]!));
        Assert.Equal((name, "$LATEST"), ((string?)platform[0]["record"]!["functionName"], (string?)platform[0]["record"]!["functionVersion"]));
        Assert.Equal((firstId, "success"), ((string?)platform[7]["record"]!["requestId"], (string?)platform[7]["record"]!["status"]));
        Assert.Contains(got, one => (string?)one!["type"] == "function" && one["record"] is JsonObject line && (int?)line["words"] == 1);
    }
}
