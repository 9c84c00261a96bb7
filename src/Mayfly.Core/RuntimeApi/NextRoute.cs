using System.Globalization;
using System.IO.Pipelines;
using Mayfly.Core.Invocation;
using Microsoft.AspNetCore.Http;

namespace Mayfly.Core.RuntimeApi;

/// <summary>GET /2018-06-01/runtime/invocation/next: waits for an event.</summary>
internal static class NextRoute
{
    public static Task HandleAsync(RuntimeApiRequest request)
        => request.Session.TryAwaitNext(request.Connection, out ValueTask<PendingInvocation?> next)
            ? DeliverAsync(request, next)
            : request.RefuseAsync(RuntimeVerdict.InvalidStateTransition);

    private static async Task DeliverAsync(RuntimeApiRequest request, ValueTask<PendingInvocation?> next)
    {
        PendingInvocation? pending = await next;
        if (pending is null)
        {
            // Another poll took this one's place, or the connection is gone: there is nobody to answer.
            request.SetStatus(410);
            return;
        }

        InvocationRequest invocation = pending.Request;
        pending.Delivered = true;
        IHeaderDictionary headers = request.ResponseHeaders;
        headers.ContentType = "application/json";
        headers["Lambda-Runtime-Aws-Request-Id"] = invocation.RequestId;
        headers["Lambda-Runtime-Deadline-Ms"] = pending.Deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        headers["Lambda-Runtime-Invoked-Function-Arn"] = invocation.InvokedArn;
        headers["Lambda-Runtime-Trace-Id"] = invocation.TraceHeader;
        if (invocation.ClientContext is string clientContext)
        {
            headers["Lambda-Runtime-Client-Context"] = clientContext;
        }

        headers.ContentLength = invocation.Event.Length;
        PipeWriter output = request.Output;
        await output.WriteAsync(invocation.Event.Memory);
    }
}
