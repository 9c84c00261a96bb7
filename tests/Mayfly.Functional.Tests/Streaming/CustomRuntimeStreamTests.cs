using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Streaming;

/// <summary>A custom runtime that streams by the Runtime API: chunks, errors in trailers, and a new connection for each response, as AWS's guide has it.</summary>
public sealed class CustomRuntimeStreamTests(SharedServer shared)
{
    private const string Bootstrap = """
        #!/usr/bin/python3 -u
        import base64, json, os, socket, urllib.request

        HOST, PORT = os.environ['AWS_LAMBDA_RUNTIME_API'].split(':')
        ROOT = f'http://{HOST}:{PORT}/2018-06-01/runtime/invocation/'

        def respond(id, event):
            with socket.create_connection((HOST, int(PORT))) as connection:
                def send(text): connection.sendall(text.encode())
                send(f'POST /2018-06-01/runtime/invocation/{id}/response HTTP/1.1\r\nHost: x\r\nContent-Type: text/x\r\nTransfer-Encoding: chunked\r\n'
                     + (f'Lambda-Runtime-Function-Response-Mode: {event["mode"]}\r\n' if event['mode'] else '')
                     + 'Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\r\nConnection: close\r\n\r\n')
                for part in event['parts']:
                    send(f'{len(part):x}\r\n{part}\r\n')
                if event.get('break'):
                    return ''
                send('0\r\n')
                if 'error' in event:
                    send('Lambda-Runtime-Function-Error-Type: Own.Kind\r\nLambda-Runtime-Function-Error-Body: ' + base64.b64encode(json.dumps(event['error']).encode()).decode() + '\r\n')
                send('\r\n')
                return connection.makefile().readline()

        while True:
            with urllib.request.urlopen(ROOT + 'next') as answer:
                id, event = answer.headers['Lambda-Runtime-Aws-Request-Id'], json.load(answer)
            print('answered', respond(id, event).strip())
        """;

    [Fact]
    public async Task It_streams_and_fails_in_the_middle_and_breaks_off_and_goes_on()
    {
        AwsClient lambda = shared.Server.Sdk();
        string name = await lambda.CreateAsync(FunctionSource.Custom(Bootstrap));
        (string whole, JsonObject complete) = await lambda.Stream(name, """{"mode":"streaming","parts":["a","bc"]}""", new JsonObject { ["LogType"] = "Tail" }).WholeAsync();
        (string unmarked, JsonObject unmarkedEnd) = await lambda.Stream(name, """{"mode":null,"parts":["d","ef"]}""").WholeAsync();
        (string part, JsonObject failed) = await lambda.Stream(name, """{"mode":"streaming","parts":["g"],"error":{"why":"so"}}""").WholeAsync();
        (string broken, JsonObject truncated) = await lambda.Stream(name, """{"mode":"streaming","parts":["h"],"break":true}""").WholeAsync();
        (string wrong, JsonObject invalid) = await lambda.Stream(name, """{"mode":"nonsense","parts":[]}""").WholeAsync();
        InvokeAnswer buffered = await lambda.InvokeAsync(name, """{"mode":"streaming","parts":["i","j"]}""");

        Assert.Equal("abc", whole);
        Assert.Contains("answered HTTP/1.1 202 Accepted", complete.LogOf(), StringComparison.Ordinal);
        Assert.Equal(("def", "{}"), (unmarked, unmarkedEnd.ToJsonString()));
        Assert.Equal(("g", "Own.Kind", """{"why": "so"}"""), (part, (string?)failed["ErrorCode"], (string?)failed["ErrorDetails"]));
        Assert.Equal(("h", "Runtime.TruncatedResponse"), (broken, (string?)truncated["ErrorCode"]));
        Assert.Equal(("", "Unhandled"), (wrong, (string?)invalid["ErrorCode"]));
        Assert.Contains("Runtime.InvalidResponseModeHeader", (string?)invalid["ErrorDetails"], StringComparison.Ordinal);
        Assert.Equal("ij", buffered.Payload);
    }
}
