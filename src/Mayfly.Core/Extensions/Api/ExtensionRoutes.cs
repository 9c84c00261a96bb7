using System.Text;
using Mayfly.Core.RuntimeApi;

namespace Mayfly.Core.Extensions.Api;

/// <summary>Routes of the Extensions API, version 2020-01-01.</summary>
internal static class ExtensionRoutes
{
    public const string Prefix = "/2020-01-01/extension/";

    public static Task ServeAsync(RuntimeApiRequest request) => request.Path.AsSpan(Prefix.Length) switch
    {
        "register" => request.IsPost ? RegisterRoute.HandleAsync(request) : request.RefuseMethodAsync(),
        "event/next" => request.IsGet ? EventNextRoute.HandleAsync(request) : request.RefuseMethodAsync(),
        "init/error" => request.IsPost ? ErrorReportRoute.HandleAsync(request, ExtensionState.InitError) : request.RefuseMethodAsync(),
        "exit/error" => request.IsPost ? ErrorReportRoute.HandleAsync(request, ExtensionState.ExitError) : request.RefuseMethodAsync(),
        _ => request.AnswerAsync(404, "404 page not found\n"u8, "text/plain"),
    };

    /// <summary>Finds the extension that a request says it comes from.</summary>
    public static ExtensionRefusal? TryIdentify(RuntimeApiRequest request, out Extension? extension)
    {
        extension = null;
        if (request.Header("Lambda-Extension-Identifier") is not { Length: > 0 } header)
        {
            return new ExtensionRefusal("Extension.MissingExtensionIdentifier", "Missing Lambda-Extension-Identifier header");
        }

        if (!Guid.TryParse(header, out Guid id))
        {
            return new ExtensionRefusal("Extension.InvalidExtensionIdentifier", "Invalid Lambda-Extension-Identifier");
        }

        extension = request.Session.Extensions.Find(id);
        return extension is null ? new ExtensionRefusal("Extension.UnknownExtensionIdentifier", $"Unknown extension {id}") : null;
    }

    public static Task RefuseAsync(RuntimeApiRequest request, ExtensionRefusal refusal, int status = 403) => request.AnswerAsync(
        status, Encoding.UTF8.GetBytes($$"""{"errorMessage":{{JsonText.Quote(refusal.Message)}},"errorType":{{JsonText.Quote(refusal.ErrorType)}}}""" + "\n"));
}
