using Mayfly.Dotnet.RuntimeApi;

namespace Mayfly.Dotnet.Handlers;

/// <summary>A function's method, ready to be called.</summary>
internal sealed class Handler(HandlerCall call, LambdaCore? core, ContextFactory? contexts)
{
    /// <summary>Runs it for one event and writes its result.</summary>
    public void Invoke(Stream input, InvocationHeaders headers, MemoryStream output) => call.Run(input, contexts?.Create(headers), output);

    /// <summary>Tells the package's own library which trace runs.</summary>
    public void SetTraceId(string? traceId) => core?.SetTraceId?.Invoke(traceId);
}
