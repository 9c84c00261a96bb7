using Mayfly.Core.EventQueue;
using Microsoft.Data.Sqlite;

namespace Mayfly.Storage.Sqlite.Queue;

/// <summary>One queued change, and who waits for it.</summary>
internal sealed class QueueWrite
{
    /// <summary>The change; null for <see cref="Work"/>.</summary>
    public EventChange? Change { get; init; }

    /// <summary>The sealed contents of the events that come in, in their order.</summary>
    public byte[][] Contents { get; init; } = [];

    /// <summary>Something else to do on the writer's thread, inside its transaction; answers how many events it removed.</summary>
    public Func<SqliteConnection, int>? Work { get; init; }

    public Exception? Failure { get; set; }

    public TaskCompletionSource Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Complete()
    {
        if (Failure is null)
        {
            Completion.SetResult();
        }
        else
        {
            Completion.SetException(Failure);
        }
    }
}
