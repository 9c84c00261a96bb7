using Microsoft.Data.Sqlite;

namespace Mayfly.Storage.Sqlite;

/// <summary>One queued change, and who waits for it.</summary>
internal sealed class SqliteWrite(Action<SqliteConnection> work)
{
    public Action<SqliteConnection> Work { get; } = work;

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
