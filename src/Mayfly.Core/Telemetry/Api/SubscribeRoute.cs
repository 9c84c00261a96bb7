using Mayfly.Core.Extensions;
using Mayfly.Core.Extensions.Api;
using Mayfly.Core.Invocation;
using Mayfly.Core.RuntimeApi;

namespace Mayfly.Core.Telemetry.Api;

/// <summary>PUT /2022-07-01/telemetry and PUT /2020-08-15/logs: an extension subscribes, during Init only.</summary>
internal static class SubscribeRoute
{
    public const string TelemetryPath = "/2022-07-01/telemetry";
    public const string LogsPath = "/2020-08-15/logs";

    public static async Task HandleAsync(RuntimeApiRequest request, TelemetryApi api)
    {
        using Payload? body = await request.ReadBodyAsync();
        if (body is null)
        {
            await request.RefuseSizeAsync();
            return;
        }

        if (ExtensionRoutes.TryIdentify(request, out Extension? extension) is ExtensionRefusal stranger)
        {
            await ExtensionRoutes.RefuseAsync(request, stranger);
            return;
        }

        if (SubscriptionReader.Read(api, extension!.Name, body.Memory, out string? fault) is not TelemetrySubscription subscription)
        {
            await ExtensionRoutes.RefuseAsync(request, new ExtensionRefusal(api == TelemetryApi.Telemetry ? "ValidationError" : "Logs.ValidationError", fault!), 400);
            return;
        }

        await AnswerAsync(request, api, request.Session.Subscribe is { } subscribe ? subscribe(subscription) : SubscriptionRefusal.Closed);
    }

    private static Task AnswerAsync(RuntimeApiRequest request, TelemetryApi api, SubscriptionRefusal? refusal)
    {
        string name = api.ToString();
        return refusal switch
        {
            null or SubscriptionRefusal.Duplicate => request.AnswerAsync(200, "\"OK\"\n"u8),
            SubscriptionRefusal.OtherApi => ExtensionRoutes.RefuseAsync(
                request,
                new ExtensionRefusal(
                    $"{name}.SubscriptionConflict",
                    $"The extension has subscribed by the {(api == TelemetryApi.Telemetry ? TelemetryApi.Logs : TelemetryApi.Telemetry)} API already; one extension can use one of them only")),
            _ => ExtensionRoutes.RefuseAsync(request, new ExtensionRefusal($"{name}.SubscriptionClosed", $"{name} API subscription is closed already")),
        };
    }
}
