using System.Text;
using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Layers;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Extensions;

/// <summary>Extensions of third parties, as they come: programs in the extensions folder of a layer, in two languages.</summary>
public sealed class ExternalExtensionTests(SharedServer shared)
{
    private const string Python = """
        #!/usr/bin/python3 -u
        import http.server, json, os, threading, urllib.request

        ROOT = 'http://' + os.environ['AWS_LAMBDA_RUNTIME_API']

        class Sink(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                for event in json.loads(self.rfile.read(int(self.headers['Content-Length']))):
                    print('collected', event['type'])
                self.send_response(200)
                self.send_header('Content-Length', '0')
                self.end_headers()

            def log_message(self, *arguments):
                pass

        def call(method, path, body=None, headers={}):
            return urllib.request.urlopen(urllib.request.Request(ROOT + path, method=method, headers=headers, data=None if body is None else json.dumps(body).encode()))

        threading.Thread(target=http.server.ThreadingHTTPServer(('0.0.0.0', 4244), Sink).serve_forever, daemon=True).start()
        with call('POST', '/2020-01-01/extension/register', {'events': ['INVOKE', 'SHUTDOWN']}, {'Lambda-Extension-Name': os.path.basename(__file__)}) as answer:
            me = {'Lambda-Extension-Identifier': answer.headers['Lambda-Extension-Identifier']}
        call('PUT', '/2022-07-01/telemetry', {
            'schemaVersion': '2022-12-13', 'types': ['platform', 'function'], 'buffering': {'maxItems': 1000, 'maxBytes': 262144, 'timeoutMs': 25},
            'destination': {'protocol': 'HTTP', 'URI': 'http://sandbox.localdomain:4244'}}, me).close()
        while True:
            with call('GET', '/2020-01-01/extension/event/next', None, me) as answer:
                seen = json.load(answer)
            print('python saw', seen['eventType'], seen.get('requestId'), seen.get('shutdownReason'))
            if seen['eventType'] == 'SHUTDOWN':
                break
        """;

    private const string Shell = """
        #!/bin/bash
        # HTTP by hand, as there is nothing but the shell.
        host=${AWS_LAMBDA_RUNTIME_API%:*} port=${AWS_LAMBDA_RUNTIME_API#*:}
        ask() { # METHOD PATH HEADER BODY
          exec 3<>"/dev/tcp/$host/$port"
          printf '%s %s HTTP/1.1\r\nHost: x\r\n%s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s' "$1" "$2" "$3" "${#4}" "$4" >&3
          cat <&3
          exec 3>&-
        }
        answer=$(ask POST /2020-01-01/extension/register "Lambda-Extension-Name: ${0##*/}" '{"events":["INVOKE"]}')
        id=$(sed -n 's/^[Ll]ambda-[Ee]xtension-[Ii]dentifier: *\([^[:space:]]*\).*/\1/p' <<<"$answer")
        while answer=$(ask GET /2020-01-01/extension/event/next "Lambda-Extension-Identifier: $id"); [ -n "$answer" ]; do
          echo "shell saw $(grep -o '"eventType":"[A-Z]*"' <<<"$answer")"
        done
        """;

    [Fact]
    public async Task Extensions_of_layers_live_through_cold_start_invocations_and_shutdown()
    {
        AwsClient lambda = shared.Server.Boto3();
        string python = await lambda.LayerAsync(Archive.OfExecutable("extensions/python-agent", Encoding.UTF8.GetBytes(Python)));
        string shell = await lambda.LayerAsync(Archive.OfExecutable("extensions/shell-agent", Encoding.UTF8.GetBytes(Shell)));
        JsonObject settings = LayerCalls.Using(python, shell);
        settings["Timeout"] = 60;
        settings["MemorySize"] = 1769;
        string name = await lambda.CreateAsync(FunctionSource.Node("exports.handler = async (event) => { console.log('handler ran'); return event; };"), settings);

        Assert.Equal("1", (await lambda.InvokeAsync(name, "1")).Payload);
        Assert.Equal("2", (await lambda.InvokeAsync(name, "2")).Payload);

        // A new configuration retires the environment: its extensions hear of it.
        await lambda.ConfigureAsync(name, new JsonObject { ["Description"] = "changed", ["Environment"] = new JsonObject { ["Variables"] = new JsonObject { ["STAGE"] = "b" } } });
        string log = await Wait.ForAsync<string>("the extensions' last words", async () =>
        {
            JsonObject found = await lambda.LogsAsync("FilterLogEvents", new JsonObject { ["logGroupName"] = $"/aws/lambda/{name}" });
            string text = string.Concat(found["events"]!.AsArray().Select(one => (string)one!["message"]! + "\n"));
            return text.Contains("python saw SHUTDOWN", StringComparison.Ordinal) ? text : null;
        });

        Assert.Contains("EXTENSION\tName: python-agent\tState: Ready\tEvents: [INVOKE, SHUTDOWN]", log.Replace("[INVOKE,SHUTDOWN]", "[INVOKE, SHUTDOWN]", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("EXTENSION\tName: shell-agent\tState: Ready\tEvents: [INVOKE]", log, StringComparison.Ordinal);
        Assert.Equal(2, Count(log, "python saw INVOKE"));
        Assert.True(Count(log, "shell saw \"eventType\":\"INVOKE\"") == 2, log);
        Assert.Contains("python saw SHUTDOWN None spindown", log, StringComparison.Ordinal);
        Assert.Equal(2, Count(log, "handler ran"));
        Assert.All(["collected platform.initStart", "collected platform.start", "collected platform.runtimeDone", "collected function"], line => Assert.Contains(line, log, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_extension_that_dies_fails_the_invocation_and_is_named()
    {
        AwsClient lambda = shared.Server.Boto3();
        string layer = await lambda.LayerAsync(Archive.OfExecutable("extensions/mortal", "#!/bin/sh\nexit 3\n"u8.ToArray()));
        string name = await lambda.CreateAsync(FunctionSource.Python("def handler(event, context):\n    return event\n"), LayerCalls.Using(layer));

        InvokeAnswer answer = await lambda.InvokeAsync(name);

        Assert.Equal("Extension.Crash", (string?)answer.Json!["errorType"]);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
