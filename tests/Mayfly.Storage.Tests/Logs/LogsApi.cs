using System.Text;
using System.Text.Json;
using Mayfly.Core.Aws;
using Mayfly.Core.Logs;
using Microsoft.AspNetCore.Http;

namespace Mayfly.Storage.Tests.Logs;

/// <summary>Calls the endpoint as a server would, without a socket.</summary>
internal static class LogsApi
{
    public static async Task<(int Status, JsonElement Body)> CallAsync(this LogsEndpoint endpoint, string operation, string input)
    {
        DefaultHttpContext context = new();
        context.Request.Method = "POST";
        context.Request.Headers["X-Amz-Target"] = "Logs_20140328." + operation;
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(input));
        MemoryStream output = new();
        context.Response.Body = output;
        await endpoint.HandleAsync(context, new AwsIdentity("000000000000", "us-east-1", "logs"));
        return (context.Response.StatusCode, output.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(output.ToArray()));
    }

    /// <summary>Calls and expects success.</summary>
    public static async Task<JsonElement> CallOkAsync(this LogsEndpoint endpoint, string operation, string input)
    {
        (int status, JsonElement body) = await endpoint.CallAsync(operation, input);
        Assert.True(status == 200, body.ToString());
        return body;
    }

    /// <summary>Calls and expects an error: its code and message.</summary>
    public static async Task<(string Code, string Message)> CallErrorAsync(this LogsEndpoint endpoint, string operation, string input)
    {
        (int status, JsonElement body) = await endpoint.CallAsync(operation, input);
        Assert.Equal(400, status);
        return (body.GetProperty("__type").GetString()!, body.GetProperty("message").GetString()!);
    }

    public static string[] Messages(this JsonElement page) => [.. page.GetProperty("events").EnumerateArray().Select(item => item.GetProperty("message").GetString()!)];
}
