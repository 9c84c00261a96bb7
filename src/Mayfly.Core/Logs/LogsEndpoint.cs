using System.Collections.Frozen;
using System.Text.Json;
using Mayfly.Contracts;
using Mayfly.Core.Aws;
using Mayfly.Core.Logs.Operations;
using Mayfly.Core.Logs.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Mayfly.Core.Logs;

/// <summary>
/// The CloudWatch Logs API in AWS's JSON 1.1 protocol: POST / with <c>X-Amz-Target: Logs_20140328.&lt;operation&gt;</c>. For requests signed for the
/// service <c>logs</c>.
/// </summary>
public sealed partial class LogsEndpoint
{
    /// <summary>How the X-Amz-Target header of a CloudWatch Logs request begins.</summary>
    public const string TargetPrefix = "Logs_20140328.";

    private const string ContentType = "application/x-amz-json-1.1";

    /// <summary>A batch of one megabyte, escaped as badly as JSON can.</summary>
    private const long LargestBody = 8 * 1024 * 1024;

    private readonly FrozenDictionary<string, LogsAction> _actions;
    private readonly ILogger<LogsEndpoint> _logger;

    internal LogsEndpoint(IEnumerable<LogsAction> actions, ILogger<LogsEndpoint> logger)
    {
        _actions = actions.ToFrozenDictionary(action => action.Name, StringComparer.Ordinal);
        _logger = logger;
    }

    /// <summary>Answers one request.</summary>
    public async Task HandleAsync(HttpContext context, AwsIdentity caller)
    {
        context.Response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        context.Response.ContentType = ContentType;
        AwsError? error;
        try
        {
            error = await RunAsync(context, caller).ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception)
        {
            error = new AwsError("RequestEntityTooLargeException", exception.StatusCode, exception.Message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !context.Response.HasStarted)
        {
            Log.Failed(_logger, context.Request.Headers["X-Amz-Target"].ToString(), exception);
            error = new AwsError("InternalFailure", StatusCodes.Status500InternalServerError, "The request failed because of an internal error. See the server's log.");
        }

        if (error is not null)
        {
            context.Response.StatusCode = error.Status;
            context.Response.Headers["x-amzn-ErrorType"] = error.Code;
            await JsonSerializer.SerializeAsync(
                context.Response.Body, new LogsError(error.Code, error.Message), LogsJsonContext.Default.LogsError, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private async Task<AwsError?> RunAsync(HttpContext context, AwsIdentity caller)
    {
        string target = context.Request.Headers["X-Amz-Target"].ToString();
        string operation = target.StartsWith(TargetPrefix, StringComparison.Ordinal) ? target[TargetPrefix.Length..] : target;
        if (!HttpMethods.IsPost(context.Request.Method) || !_actions.TryGetValue(operation, out LogsAction? action))
        {
            return LogsErrors.UnknownOperation(operation);
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = LargestBody;
        }

        return await action.RunAsync(caller, context.Request.Body, context.Response.Body, context.RequestAborted).ConfigureAwait(false);
    }

    private static partial class Log
    {
        [LoggerMessage(4021, LogLevel.Error, "The CloudWatch Logs request {Target} failed.")]
        public static partial void Failed(ILogger logger, string target, Exception exception);
    }
}
