using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mayfly.Core.AwsServices;

/// <summary>Signed requests to one AWS service, in the language that it speaks.</summary>
/// <param name="http">Shared by all.</param>
/// <param name="service">The name that requests are signed for, which is also that of AWS's host: sqs, sns, events, s3.</param>
/// <param name="settings">Where it is.</param>
/// <param name="time">The clock that signatures tell.</param>
internal sealed class AwsServiceClient(HttpClient http, string service, AwsServiceSettings settings, TimeProvider time)
{
    private const int LongestMessage = 500;

    /// <summary>A request in the JSON protocol.</summary>
    public async Task<JsonObject> CallAsync(string region, string target, JsonObject parameters, string jsonVersion, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, Address(region, "/"));
        request.Headers.TryAddWithoutValidation("X-Amz-Target", target);
        byte[] answer = await SendAsync(request, Encoding.UTF8.GetBytes(parameters.ToJsonString()), $"application/x-amz-json-{jsonVersion}", region, cancellationToken);
        try
        {
            return answer.Length == 0 ? [] : JsonNode.Parse(answer)?.AsObject() ?? [];
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw new AwsServiceException($"{service} answered {target} with something other than JSON.", failure);
        }
    }

    /// <summary>A request in the query protocol.</summary>
    public async Task QueryAsync(string region, IEnumerable<KeyValuePair<string, string>> parameters, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, Address(region, "/"));
        string form = string.Join('&', parameters.Select(static one => $"{Uri.EscapeDataString(one.Key)}={Uri.EscapeDataString(one.Value)}"));
        await SendAsync(request, Encoding.UTF8.GetBytes(form), "application/x-www-form-urlencoded", region, cancellationToken);
    }

    /// <summary>Puts an object at a path.</summary>
    public async Task PutAsync(string region, string path, byte[] content, string contentType, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Put, Address(region, path));
        await SendAsync(request, content, contentType, region, cancellationToken);
    }

    private Uri Address(string region, string path) => new((settings.ServiceUrl ?? $"https://{service}.{region}.amazonaws.com").TrimEnd('/') + path);

    private async Task<byte[]> SendAsync(HttpRequestMessage request, byte[] body, string contentType, string region, CancellationToken cancellationToken)
    {
        AwsCredentials credentials = AwsCredentials.Of(settings) ?? (settings.ServiceUrl is not null
            ? new AwsCredentials("test", "test", null)
            : throw new AwsServiceException($"There are no credentials for {service}: configure them, or its ServiceUrl, see docs/operations/configuration.md."));
        request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } };
        AwsRequestSigner.Sign(request, body, credentials, service, settings.Region ?? region, time.GetUtcNow());
        try
        {
            using HttpResponseMessage answer = await http.SendAsync(request, cancellationToken);
            byte[] content = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            return answer.IsSuccessStatusCode ? content : throw Refused(answer.StatusCode, content);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new AwsServiceException($"{service} at {request.RequestUri!.GetLeftPart(UriPartial.Authority)} cannot be reached: {failure.Message}", failure);
        }
    }

    private AwsServiceException Refused(HttpStatusCode status, byte[] content)
    {
        string text = Encoding.UTF8.GetString(content);
        string? code = AwsErrorCode.In(text);
        return new AwsServiceException($"{service} answered {(int)status}: {(text.Length > LongestMessage ? text[..LongestMessage] : text)}")
        {
            Code = code,

            // What was asked for is at fault, its size above all, and not the permission, the queue that may yet be made, or the load.
            IsFinal = status == HttpStatusCode.RequestEntityTooLarge || (status == HttpStatusCode.BadRequest && code is
                "InvalidMessageContents" or "InvalidParameterValue" or "InvalidParameter" or "ValidationException" or "EntityTooLarge"),
        };
    }
}
