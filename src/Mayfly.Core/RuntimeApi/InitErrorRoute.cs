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
            await request.RefuseSizeAsync();
            return;
        }

        string? errorType = request.Header("Lambda-Runtime-Function-Error-Type");
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
