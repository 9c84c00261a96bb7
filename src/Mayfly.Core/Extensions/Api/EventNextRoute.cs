using Mayfly.Core.RuntimeApi;
using Mayfly.Core.RuntimeApi.Connections;

namespace Mayfly.Core.Extensions.Api;

/// <summary>GET /2020-01-01/extension/event/next: waits for an event. The first call ends the extension's Init, each further one its part of an invocation.</summary>
internal static class EventNextRoute
{
    public static async Task HandleAsync(RuntimeApiRequest request)
    {
        Task<ExtensionEvent?>? next = null;
        ExtensionRefusal? refusal = ExtensionRoutes.TryIdentify(request, out Extension? extension)
            ?? request.Session.Extensions.TryNext(extension!, request.Connection, out next);
        if (refusal is not null)
        {
            await ExtensionRoutes.RefuseAsync(request, refusal);
            return;
        }

        request.WatchForEnd();
        if (await next! is not ExtensionEvent item)
        {
            // The connection is gone.
            request.CloseAfterwards();
            await request.AnswerAsync(410, ""u8, "text/plain");
            return;
        }

        ResponseBuffer output = request.Output;
        output.Status(200);
        output.Header("Content-Type"u8, "application/json"u8);
        output.Header("Lambda-Extension-Event-Identifier"u8, item.Id);
        await request.FinishAsync(item.Body.Span);
    }
}
