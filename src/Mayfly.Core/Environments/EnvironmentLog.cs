using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;
using Mayfly.Core.Logs;
using Mayfly.Core.RuntimeApi;
using Mayfly.Sandbox;

namespace Mayfly.Core.Environments;
#pragma warning disable CA1822
internal sealed class EnvironmentLog(ILogStreamWriter writer, FunctionVersion version, string runtime, TimeProvider time) : IAsyncDisposable
{
    public void Connect(ISandbox sandbox) { _ = sandbox; _ = version; _ = runtime; _ = time; }
    public bool Receive(SandboxOutputChannel channel, ReadOnlySpan<byte> bytes) => writer.Append(time.GetUtcNow(), bytes);
    public void InitStarted() { }
    public void InitFailed(TimeSpan duration, InitResult init) { }
    public void Start(InvocationRequest request) { }
    public byte[]? Finish(InvocationRequest request, InvocationReport report) => null;
    public ValueTask DisposeAsync() => writer.DisposeAsync();
}
