using Mayfly.Core.Invocation;
using Mayfly.Core.RuntimeApi.Connections;

namespace Mayfly.Core.RuntimeApi;

/// <summary>GET /2018-06-01/runtime/invocation/next: waits for an event.</summary>
internal static class NextRoute
{
    public static Task HandleAsync(RuntimeApiRequest request)
    {
        if (!request.Session.TryAwaitNext(request.Connection, out ValueTask<PendingInvocation?> next))
        {
            return request.RefuseAsync(RuntimeVerdict.InvalidStateTransition);
        }

        request.WatchForEnd();
        return DeliverAsync(request, next);
    }

    private static async Task DeliverAsync(RuntimeApiRequest request, ValueTask<PendingInvocation?> next)
    {
        PendingInvocation? pending = await next;
        if (pending is null)
        {
            // Another poll took this one's place, or the connection is gone.
            request.CloseAfterwards();
            await request.AnswerAsync(410, ""u8, "text/plain");
            return;
        }

        InvocationRequest invocation = pending.Request;
        pending.Delivered = true;
        ResponseBuffer output = request.Output;
        output.Status(200);
        output.Header("Content-Type"u8, "application/json"u8);
        output.Header("Lambda-Runtime-Aws-Request-Id"u8, invocation.RequestId);
        output.Header("Lambda-Runtime-Deadline-Ms"u8, pending.Deadline.ToUnixTimeMilliseconds());
        output.Header("Lambda-Runtime-Invoked-Function-Arn"u8, invocation.InvokedArn);
        output.Header("Lambda-Runtime-Trace-Id"u8, invocation.TraceHeader);
        if (invocation.ClientContext is string clientContext)
        {
            output.Header("Lambda-Runtime-Client-Context"u8, clientContext);
        }

        output.EndHead(invocation.Event.Length);
        await output.SendAsync(invocation.Event.Memory);
    }
}
