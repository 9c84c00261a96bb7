using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Mayfly.Core.Streaming;

/// <summary>An invocation under way whose response is sent on while it comes.</summary>
internal sealed class StreamedInvocation
{
    /// <summary>
    /// How long a reader may stand still: longer than any function may run, so that a slow reader never costs a function its response; and not for ever, so that one that
    /// never reads the end of a response does not keep its connection.
    /// </summary>
    private static readonly MinDataRate Patience = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromMinutes(16));

    private readonly Task<InvocationOutcome> _outcome;

    private StreamedInvocation(InvocationRequest request, Task<InvocationOutcome> outcome)
    {
        Request = request;
        Stream = request.Stream!;
        _outcome = outcome;
    }

    public InvocationRequest Request { get; }

    public ResponseStream Stream { get; }

    /// <summary>Completes when the invocation has ended. The response's stream has come to its end before.</summary>
    public Task<InvocationOutcome> Outcome => _outcome;

    /// <summary>Begins an invocation for somebody who waits for its answer on <paramref name="http"/>.</summary>
    public static StreamedInvocation Start(HttpContext http, InvocationDispatcher dispatcher, FunctionKey function, string? qualifier, InvocationRequest request)
    {
        if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = Patience;
        }

        return new StreamedInvocation(request, InvokeAsync(dispatcher, function, qualifier, request));
    }

    private static async Task<InvocationOutcome> InvokeAsync(InvocationDispatcher dispatcher, FunctionKey function, string? qualifier, InvocationRequest request)
    {
        try
        {
            return await dispatcher.InvokeAsync(function, qualifier, request);
        }
        finally
        {
            request.Stream!.Close();
        }
    }
}
