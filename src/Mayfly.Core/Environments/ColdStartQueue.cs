using Mayfly.Core.Functions;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Environments;

/// <summary>
/// Lets a few cold starts proceed at a time and, when more wait, serves the functions in turns: the burst of one function waits behind
/// itself, not in front of the others.
/// </summary>
public sealed class ColdStartQueue
{
    private readonly Lock _gate = new();
    private readonly Dictionary<FunctionKey, Queue<TaskCompletionSource>> _waiting = [];
    private readonly Queue<FunctionKey> _turns = new();
    private int _free;

    public ColdStartQueue(IOptions<EnvironmentOptions> options)
        : this(options.Value.ConcurrentColdStarts > 0 ? options.Value.ConcurrentColdStarts : Environment.ProcessorCount * 2)
    {
    }

    internal ColdStartQueue(int concurrency) => _free = concurrency;

    /// <summary>Waits for this function's turn. Whoever was let in calls <see cref="Leave"/>.</summary>
    public Task EnterAsync(in FunctionKey function)
    {
        lock (_gate)
        {
            if (_free > 0)
            {
                _free--;
                return Task.CompletedTask;
            }

            if (!_waiting.TryGetValue(function, out Queue<TaskCompletionSource>? queue))
            {
                _waiting[function] = queue = new Queue<TaskCompletionSource>();
                _turns.Enqueue(function);
            }

            TaskCompletionSource turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
            queue.Enqueue(turn);
            return turn.Task;
        }
    }

    public void Leave()
    {
        TaskCompletionSource next;
        lock (_gate)
        {
            if (!_turns.TryDequeue(out FunctionKey function))
            {
                _free++;
                return;
            }

            Queue<TaskCompletionSource> queue = _waiting[function];
            next = queue.Dequeue();
            if (queue.Count == 0)
            {
                _waiting.Remove(function);
            }
            else
            {
                _turns.Enqueue(function);
            }
        }

        next.SetResult();
    }
}
