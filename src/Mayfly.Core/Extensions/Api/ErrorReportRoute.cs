using Mayfly.Core.Invocation;
using Mayfly.Core.RuntimeApi;

namespace Mayfly.Core.Extensions.Api;

/// <summary>POST /2020-01-01/extension/init/error and …/exit/error: an extension says why it is about to end.</summary>
internal static class ErrorReportRoute
{
    private const string TypeHeader = "Lambda-Extension-Function-Error-Type";

    public static async Task HandleAsync(RuntimeApiRequest request, ExtensionState state)
    {
        using Payload? body = await request.ReadBodyAsync();
        if (body is null)
        {
            await request.RefuseSizeAsync();
            return;
        }

        ExtensionRefusal? refusal = ExtensionRoutes.TryIdentify(request, out Extension? extension);
        if (refusal is null)
        {
            refusal = request.Header(TypeHeader) is { Length: > 0 } type
                ? request.Session.Extensions.TryReport(extension!, state, type)
                : new ExtensionRefusal("Extension.MissingHeader", $"{TypeHeader} not found");
        }

        await (refusal is null ? request.AcceptAsync() : ExtensionRoutes.RefuseAsync(request, refusal));
    }
}
