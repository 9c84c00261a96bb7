using Mayfly.Core.RuntimeApi;
using Mayfly.Sandbox;

namespace Mayfly.Core.Environments;

/// <summary>The end of an invocation whose caller has his answer already. The function's timeout still runs.</summary>
internal sealed class InvocationAfterwards(RuntimeSession session, ISandbox sandbox, TimeProvider time)
{
    /// <summary>Waits, after a streamed response, until the runtime asks for the next event.</summary>
    /// <returns>The runtime's reply, or what came in between: a timeout, the end of a process.</returns>
    public Task<RuntimeReply> AwaitRuntimeAsync(RuntimeReply reply, TimeSpan limit) => AwaitAsync(session.AfterStream, reply, limit);

    /// <summary>Waits until the extensions are done with the invocation.</summary>
    /// <returns>The runtime's reply, or what came in between: a timeout, the end of a process.</returns>
    public Task<RuntimeReply> AwaitExtensionsAsync(RuntimeReply reply, TimeSpan limit) => AwaitAsync(session.Extensions.InvocationDone, reply, limit);

    private async Task<RuntimeReply> AwaitAsync(Task<RuntimeReplyKind?> done, RuntimeReply reply, TimeSpan limit)
    {
        RuntimeReplyKind? broken;
        try
        {
            broken = await done.WaitAsync(limit > TimeSpan.Zero ? limit : TimeSpan.Zero, time);
        }
        catch (TimeoutException)
        {
            broken = RuntimeReplyKind.TimedOut;
            session.End(RuntimeReplyKind.TimedOut);
        }

        sandbox.DrainOutput();
        return broken switch
        {
            null => reply,
            RuntimeReplyKind.ExtensionFailed => new RuntimeReply(RuntimeReplyKind.ExtensionFailed, Fault: await session.Extensions.Failed),
            RuntimeReplyKind.Exited when sandbox.Exited.IsCompletedSuccessfully => new RuntimeReply(RuntimeReplyKind.Exited, Exit: await sandbox.Exited),
            RuntimeReplyKind kind => new RuntimeReply(kind),
        };
    }
}
