using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Routing;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;
using Mayfly.Core.Sockets;
using Microsoft.AspNetCore.Http;

namespace Mayfly.Core.EventQueue;

/// <summary>InvokeAsync, the API of 2014 that some tools still use. https://docs.aws.amazon.com/lambda/latest/api/API_InvokeAsync.html</summary>
public sealed class InvokeAsyncEndpoint(EventIntake intake)
{
    public async Task HandleAsync(HttpContext http, AwsIdentity caller, OperationMatch match)
    {
        string name = match.Label(0)!;
        AwsError? fault = LambdaOperations.InvokeAsync.Validate(new InvokeAsyncRequest { FunctionName = name, InvokeArgs = ReadOnlyMemory<byte>.Empty });
        AwsResult<FunctionTarget> target = fault is null ? FunctionTarget.Resolve(caller, name, qualifier: null) : fault;
        if (target.IsError)
        {
            await HttpOperationResponse.RefuseAsync(http, target.Error);
            return;
        }

        using Payload? payload = await Payload.ReadAsync(http.Request.BodyReader, InvokeErrors.MaximumEventBytes, http.RequestAborted);
        if (payload?.Length > InvokeEndpoint.LargeEvent)
        {
            await SocketThread.Leave();
        }

        AwsError? refused = payload is null
            ? EventIntake.TooLarge(http.Request.ContentLength ?? InvokeErrors.MaximumEventBytes + 1L)
            : await AcceptAsync(http, target.Value, payload);
        if (refused is not null)
        {
            await HttpOperationResponse.RefuseAsync(http, refused);
            return;
        }

        LambdaOperations.InvokeAsync.Write(new InvokeAsyncResponse { Status = StatusCodes.Status202Accepted }, new HttpOperationResponse(http));
    }

    private async ValueTask<AwsError?> AcceptAsync(HttpContext http, FunctionTarget target, Payload payload)
    {
        if (EventJson.FaultOf(payload.Span) is string fault)
        {
            return InvokeErrors.InvalidContent(fault);
        }

        return await intake.AcceptAsync(target.Key, target.Qualifier, new Invocation.InvocationRequest
        {
            RequestId = AwsRequestId.Of(http),
            Event = payload,
            InvokedArn = target.Arn,
            TraceHeader = http.Request.Headers["X-Amzn-Trace-Id"] is [string trace] ? trace : string.Empty,
        });
    }
}
