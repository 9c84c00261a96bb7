using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Contracts.Tests.Support;

namespace Mayfly.Contracts.Tests.Operations;

public sealed class WriteTests
{
    [Fact]
    public void A_structure_becomes_JSON_with_the_operations_status()
    {
        FakeResponse response = new();

        LambdaOperations.CreateFunction.Write(new FunctionConfiguration { FunctionName = "f", MemorySize = 128, State = State.Pending }, response);

        Assert.Equal(201, response.Status);
        Assert.Equal("application/json", response.ContentType);
        Assert.Equal("""{"FunctionName":"f","MemorySize":128,"State":"Pending"}""", response.Text);
    }

    [Fact]
    public void Invoke_answers_with_headers_and_the_payload_as_it_is()
    {
        FakeResponse response = new();

        LambdaOperations.Invoke.Write(new InvocationResponse { StatusCode = 202, FunctionError = "Unhandled", ExecutedVersion = "$LATEST", Payload = "null"u8.ToArray() }, response);

        Assert.Equal(202, response.Status);
        Assert.Equal("Unhandled", response.Headers["X-Amz-Function-Error"]);
        Assert.Equal("$LATEST", response.Headers["X-Amz-Executed-Version"]);
        Assert.DoesNotContain("X-Amz-Log-Result", response.Headers.Keys);
        Assert.Equal("null", response.Text);
    }

    [Fact]
    public void An_operation_without_output_has_a_status_alone()
    {
        FakeResponse response = new();

        LambdaOperations.TagResource.Write(NoOutput.Instance, response);

        Assert.Equal(204, response.Status);
        Assert.Null(response.Body);
    }

    [Fact]
    public void A_status_that_the_operation_chose_replaces_the_models()
    {
        FakeResponse response = new();

        LambdaOperations.DeleteFunction.Write(new DeleteFunctionResponse { StatusCode = 204 }, response);

        Assert.Equal(204, response.Status);
        Assert.Null(response.Body);
    }

    [Fact]
    public void A_stream_of_events_is_left_to_the_caller()
    {
        FakeResponse response = new();

        LambdaOperations.InvokeWithResponseStream.Write(new InvokeWithResponseStreamResponse { ResponseStreamContentType = "application/vnd.amazon.eventstream", ExecutedVersion = "1" }, response);

        Assert.Equal(200, response.Status);
        Assert.Equal("application/vnd.amazon.eventstream", response.Headers["Content-Type"]);
        Assert.Null(response.Body);
    }

    [Fact]
    public void Many_answers_on_one_thread_do_not_mix()
    {
        foreach (int size in (int[])[10, 200_000, 10, 3])
        {
            FakeResponse response = new();
            LambdaOperations.GetPolicy.Write(new GetPolicyResponse { Policy = new string('p', size) }, response);

            Assert.Equal($$"""{"Policy":"{{new string('p', size)}}"}""", response.Text);
        }
    }
}
