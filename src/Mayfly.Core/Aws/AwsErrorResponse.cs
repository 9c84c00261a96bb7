using System.Globalization;
using System.Text.Json;
using Mayfly.Contracts;
using Microsoft.AspNetCore.Http;

namespace Mayfly.Core.Aws;

/// <summary>Writes an error as AWS's REST-JSON services do: status, x-amzn-ErrorType, and a body whose members the error names.</summary>
public static class AwsErrorResponse
{
    public static async Task WriteAsync(HttpContext http, AwsError error)
    {
        HttpResponse response = http.Response;
        AwsRequestId.Of(http);
        response.StatusCode = error.Status;
        response.Headers["x-amzn-ErrorType"] = error.Code;
        if (error.RetryAfterSeconds is int seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        using MemoryStream body = new();
        using (Utf8JsonWriter json = new(body))
        {
            json.WriteStartObject();
            foreach ((string name, string value) in error.Members ?? new Dictionary<string, string>())
            {
                json.WriteString(name, value);
            }

            if (error.Type is string type)
            {
                json.WriteString("Type", type);
            }

            json.WriteString(error.MessageMember, error.Message);
            json.WriteEndObject();
        }

        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), http.RequestAborted);
    }
}
