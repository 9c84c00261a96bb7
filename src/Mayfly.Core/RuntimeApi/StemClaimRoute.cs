using System.Buffers;
using System.Text.Json;

namespace Mayfly.Core.RuntimeApi;

/// <summary>GET /mayfly/stem/claim: a booted runtime waits here until it is given to a function. Closed for good once it has been.</summary>
internal static class StemClaimRoute
{
    public static async Task HandleAsync(RuntimeApiRequest request)
    {
        ValueTask<StemClaim?> granted = request.Session.AwaitClaimAsync(request.Connection);
        request.WatchForEnd();
        StemClaim? claim = await granted;
        if (claim is null)
        {
            await request.AnswerAsync(404, "404 page not found\n"u8, "text/plain");
            return;
        }

        ArrayBufferWriter<byte> body = new(4096);
        using (Utf8JsonWriter json = new(body))
        {
            json.WriteStartObject();
            json.WriteStartObject("environment");
            foreach ((string name, string value) in claim.Environment)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteString("workingDirectory", claim.WorkingDirectory);
            json.WriteEndObject();
        }

        await request.AnswerAsync(200, body.WrittenSpan);
    }
}
