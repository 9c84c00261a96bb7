using Mayfly.Core.Invocation;

namespace Mayfly.Core.RuntimeApi;

/// <summary>POST /2018-06-01/runtime/init/error: the function cannot be loaded.</summary>
internal static class InitErrorRoute
{
    public static async Task HandleAsync(RuntimeApiRequest request)
    {
        Payload? body = await request.ReadBodyAsync();
        if (body is null)
        {
            request.CloseAfterwards();
            await request.AnswerAsync(413, "{\"errorMessage\":\"Exceeded maximum allowed payload size (6291556 bytes).\",\"errorType\":\"RequestEntityTooLarge\"}\n"u8);
            return;
        }

        string? errorType = request.Headers["Lambda-Runtime-Function-Error-Type"] is [string type] ? type : null;
        RuntimeVerdict verdict = request.Session.FailInit(body, errorType);
        if (verdict == RuntimeVerdict.Accepted)
        {
            await request.AcceptAsync();
            return;
        }

        body.Dispose();
        await request.RefuseAsync(verdict);
    }
}
