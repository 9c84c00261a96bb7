using System.Diagnostics;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Functional.Tests.Streaming;

/// <summary>The same through boto3, where the machine has one that is newer than Debian's.</summary>
public sealed class NewerBoto3Tests(SharedServer shared)
{
    private const string Script = """
        import json, sys
        try:
            import boto3
            client = boto3.client('lambda', endpoint_url=sys.argv[1], region_name='us-east-1', aws_access_key_id='000000000000', aws_secret_access_key='x')
            client.invoke_with_response_stream
        except (ImportError, AttributeError):
            sys.exit(77)
        answer = client.invoke_with_response_stream(FunctionName=sys.argv[2], Payload=sys.argv[3])
        text, complete = '', None
        for event in answer['EventStream']:
            text += event.get('PayloadChunk', {}).get('Payload', b'').decode()
            complete = event.get('InvokeComplete', complete)
        print(json.dumps([answer['StatusCode'], answer['ExecutedVersion'], text, complete['ErrorCode']]))
        """;

    [Fact]
    public async Task A_response_that_fails_in_the_middle()
    {
        string name = await shared.Server.Sdk().CreateAsync(StreamingFunction.Node());
        ProcessStartInfo start = new("python3", ["-W", "ignore", "-c", Script, shared.Server.Endpoint.GetLeftPart(UriPartial.Authority), name, StreamingFunction.Steps("""{"write":"part"}""", """{"fail":"halfway"}""")])
        {
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen(process.ExitCode == 77, "The boto3 of this machine does not know InvokeWithResponseStream, as Debian's does not.");

        Assert.Equal("""[200, "$LATEST", "part", "OwnError"]""", output.Trim());
    }
}
