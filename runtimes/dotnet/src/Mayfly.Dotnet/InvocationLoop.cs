using Mayfly.Dotnet.Errors;
using Mayfly.Dotnet.Handlers;
using Mayfly.Dotnet.Logging;
using Mayfly.Dotnet.RuntimeApi;

namespace Mayfly.Dotnet;

/// <summary>Gives one event after another to the handler.</summary>
internal sealed class InvocationLoop
{
    private const int KeptOutputBytes = 1 << 20;
    private readonly RuntimeApiClient _api;
    private readonly LambdaLog _log;
    private readonly Handler _handler;
    private MemoryStream _output = new();
    private string? _traceId;

    public InvocationLoop(RuntimeApiClient api, LambdaLog log, Handler handler)
    {
        _api = api;
        _log = log;
        _handler = handler;
    }

    /// <exception cref="ConnectionLostException">The platform wants no more of this process.</exception>
    public void Run()
    {
        HttpAnswer invocation = _api.Next();
        while (true)
        {
            invocation = Answer(invocation);
        }
    }

    /// <summary>Runs the handler for one event, answers, and returns the next event.</summary>
    private HttpAnswer Answer(HttpAnswer invocation)
    {
        Enter(invocation.Headers);
        string id = invocation.Headers.RequestId ?? "";
        try
        {
            using MemoryStream input = new(invocation.Body, 0, invocation.Body.Length, writable: false, publiclyVisible: true);
            _handler.Invoke(input, invocation.Headers, _output);
        }
        catch (Exception error)
        {
            _log.WriteFailure(error);
            _output = new MemoryStream();
            return _api.Fail(id, ErrorDocument.Of(error));
        }

        _log.Flush();
        HttpAnswer next = _api.Respond(id, _output);
        if (_output.Capacity > KeptOutputBytes || !_output.CanWrite)
        {
            _output = new MemoryStream();
        }
        else
        {
            _output.SetLength(0);
        }

        return next;
    }

    /// <summary>Brings the process-wide state in line with the event that begins: whose log lines these are, whose trace.</summary>
    private void Enter(InvocationHeaders headers)
    {
        _log.Begin(headers);
        if (headers.TraceId != _traceId)
        {
            _traceId = headers.TraceId;
            Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", _traceId);
            _handler.SetTraceId(_traceId);
        }
    }
}
