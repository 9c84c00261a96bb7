using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Routing;
using Mayfly.Core.Aws;
using Mayfly.Core.EventQueue;
using Mayfly.Core.Functions;
using Mayfly.Core.Sockets;
using Mayfly.Core.Streaming;
using Microsoft.AspNetCore.Http;

namespace Mayfly.Core.Invocation;

/// <summary>
/// Step 1 of an Invoke's journey: headers, size limits, result or error back to HTTP. An InvokeWithResponseStream differs in its answer.
/// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
/// </summary>
public sealed class InvokeEndpoint(InvocationDispatcher dispatcher, IFunctionCatalog catalog, EventIntake intake, ResponseStreams streams)
{
    /// <summary>AWS's limit for the client context, bytes of base64.</summary>
    private const int MaximumClientContext = 3583;

    internal const int LargeEvent = 128 * 1024;

    private static readonly byte[] EmptyEvent = "{}"u8.ToArray();

    /// <param name="http">The request.</param>
    /// <param name="caller">Whose functions are meant.</param>
    /// <param name="match">Its path.</param>
    /// <param name="streaming">Whether it is an InvokeWithResponseStream.</param>
    public Task HandleAsync(HttpContext http, AwsIdentity caller, OperationMatch match, bool streaming = false)
    {
        string name = match.Label(0)!;
        string? qualifier = http.Request.QueryString.HasValue && http.Request.Query["Qualifier"] is [string given] ? given : null;
        if ((streaming ? StreamingFaultOf(http, name, qualifier) : FaultOf(name, qualifier)) is AwsError fault)
        {
            return HttpOperationResponse.RefuseAsync(http, fault);
        }

        AwsResult<FunctionTarget> target = FunctionTarget.Resolve(caller, name, qualifier);
        return target.IsError ? HttpOperationResponse.RefuseAsync(http, target.Error) : InvokeAsync(http, target.Value.Key, target.Value.Qualifier, streaming);
    }

    private async Task InvokeAsync(HttpContext http, FunctionKey function, string? qualifier, bool streaming)
    {
        IHeaderDictionary headers = http.Request.Headers;
        string kind = headers["X-Amz-Invocation-Type"] is [string given] ? given : "RequestResponse";
        if (kind == "DryRun")
        {
            await AnswerDryRunAsync(http, function, qualifier);
            return;
        }

        if (kind is not ("RequestResponse" or "Event"))
        {
            await HttpOperationResponse.RefuseAsync(http, UnknownKind(function.Name, kind));
            return;
        }

        if (!TryReadClientContext(headers["X-Amz-Client-Context"], out string? clientContext))
        {
            await HttpOperationResponse.RefuseAsync(http, InvokeErrors.InvalidContent("Could not parse client context: it must be base64-encoded JSON of at most 3583 bytes."));
            return;
        }

        using Payload? payload = await Payload.ReadAsync(http.Request.BodyReader, InvokeErrors.MaximumEventBytes, http.RequestAborted);
        if (payload is null)
        {
            await HttpOperationResponse.RefuseAsync(http, streaming ? InvokeErrors.StreamedEventTooLarge : InvokeErrors.EventTooLarge);
            return;
        }

        if (payload.Length > LargeEvent)
        {
            // Checking and copying it takes milliseconds, which the connections that share this thread should not wait for.
            await SocketThread.Leave();
        }

        if (payload.Length > 0 && EventJson.FaultOf(payload.Span) is string fault)
        {
            await HttpOperationResponse.RefuseAsync(http, InvokeErrors.InvalidContent(fault));
            return;
        }

        using Payload? nothing = payload.Length == 0 ? Payload.Copy(EmptyEvent) : null;
        InvocationRequest request = new()
        {
            RequestId = AwsRequestId.Of(http),
            Event = nothing ?? payload,
            InvokedArn = qualifier is null ? function.Arn : $"{function.Arn}:{qualifier}",
            TraceHeader = headers["X-Amzn-Trace-Id"] is [string trace] ? trace : string.Empty,
            ClientContext = clientContext,
            WantsLogTail = headers["X-Amz-Log-Type"] is ["Tail"],
            Stream = streaming ? streams.Open() : null,
        };
        if (kind == "Event")
        {
            await AnswerAcceptedAsync(http, await intake.AcceptAsync(function, qualifier, request), request);
            return;
        }

        if (streaming)
        {
            await StreamAsync(http, function, qualifier, request);
            return;
        }

        InvocationOutcome outcome = await dispatcher.InvokeAsync(function, qualifier, request);
        using Payload? result = outcome.Result;
        await (result is null ? HttpOperationResponse.RefuseAsync(http, InvokeErrors.Of(outcome, function, qualifier)) : AnswerAsync(http, outcome, result, request));
    }

    /// <summary>The model's constraints on the two parameters; the common case is settled without the whole validation.</summary>
    private static AwsError? FaultOf(string name, string? qualifier)
        => qualifier is null && name.Length <= 64 && !name.AsSpan().ContainsAnyExcept(FunctionTarget.PlainName)
            ? null
            : LambdaOperations.Invoke.Validate(new Contracts.Lambda.InvocationRequest { FunctionName = name, Qualifier = qualifier });

    private static AwsError UnknownKind(string name, string kind)
        => LambdaOperations.Invoke.Validate(new Contracts.Lambda.InvocationRequest { FunctionName = name, InvocationType = InvocationType.From(kind) })!;

    private static Task AnswerAcceptedAsync(HttpContext http, AwsError? refused, InvocationRequest request)
    {
        if (refused is not null)
        {
            return HttpOperationResponse.RefuseAsync(http, refused);
        }

        http.Response.StatusCode = 202;
        http.Response.Headers["X-Amzn-Trace-Id"] = request.TraceHeader;
        http.Response.ContentLength = 0;
        return Task.CompletedTask;
    }

    private static AwsError? StreamingFaultOf(HttpContext http, string name, string? qualifier)
    {
        IHeaderDictionary headers = http.Request.Headers;
        return LambdaOperations.InvokeWithResponseStream.Validate(new InvokeWithResponseStreamRequest
        {
            FunctionName = name,
            Qualifier = qualifier,
            InvocationType = headers["X-Amz-Invocation-Type"] is [string type] ? new ResponseStreamingInvocationType(type) : null,
            LogType = headers["X-Amz-Log-Type"] is [string log] ? new LogType(log) : null,
        });
    }

    private async Task StreamAsync(HttpContext http, FunctionKey function, string? qualifier, InvocationRequest request)
    {
        StreamedInvocation invocation = StreamedInvocation.Start(http, dispatcher, function, qualifier, request);
        if (await EventStreamAnswer.WriteAsync(http, invocation) is { } refused)
        {
            await HttpOperationResponse.RefuseAsync(http, InvokeErrors.Of(refused, function, qualifier));
        }
    }

    private static async Task AnswerAsync(HttpContext http, InvocationOutcome outcome, Payload result, InvocationRequest request)
    {
        HttpResponse response = http.Response;
        response.StatusCode = 200;
        IHeaderDictionary headers = response.Headers;
        headers.ContentType = outcome.ContentType ?? "application/json";
        headers["X-Amz-Executed-Version"] = outcome.ExecutedVersion;
        headers["X-Amzn-Trace-Id"] = request.TraceHeader;
        if (outcome.Status == InvocationStatus.FunctionFailed)
        {
            headers["X-Amz-Function-Error"] = "Unhandled";
        }

        if (outcome.LogTail is byte[] tail)
        {
            headers["X-Amz-Log-Result"] = Convert.ToBase64String(tail);
        }

        headers.ContentLength = result.Length;
        await response.BodyWriter.WriteAsync(result.Memory, http.RequestAborted);
    }

    private async Task AnswerDryRunAsync(HttpContext http, FunctionKey function, string? qualifier)
    {
        FunctionLookup found = catalog.Find(function, qualifier);
        if (found.Outcome == FunctionLookupOutcome.NotFound)
        {
            InvocationOutcome missing = new() { Status = InvocationStatus.FunctionNotFound };
            await HttpOperationResponse.RefuseAsync(http, InvokeErrors.Of(missing, function, qualifier));
            return;
        }

        http.Response.StatusCode = 204;
    }

    private static bool TryReadClientContext(Microsoft.Extensions.Primitives.StringValues header, out string? json)
    {
        json = null;
        if (header is not [string { Length: > 0 } encoded])
        {
            return true;
        }

        byte[] decoded = new byte[encoded.Length];
        if (encoded.Length > MaximumClientContext || !Convert.TryFromBase64String(encoded, decoded, out int length) || EventJson.FaultOf(decoded.AsSpan(0, length)) is not null)
        {
            return false;
        }

        // It travels on as a header: JSON may hold line breaks between its tokens, a header may not, and other than ASCII must be escaped.
        json = JsonHeader.Compact(decoded.AsMemory(0, length));
        return true;
    }
}
