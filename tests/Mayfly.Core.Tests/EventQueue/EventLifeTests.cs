using System.Collections.Concurrent;
using CsCheck;
using Mayfly.Core.Invocation;

namespace Mayfly.Core.Tests.EventQueue;

/// <summary>Whatever happens, in whatever order, each event comes to one end, with the attempts that AWS's policy gives it.</summary>
public sealed class EventLifeTests
{
    private static readonly TimeSpan _step = TimeSpan.FromSeconds(10);

    private static readonly Gen<InvocationStatus> _outcome = Gen.Frequency(
        (3, Gen.Const(InvocationStatus.Succeeded)),
        (4, Gen.Const(InvocationStatus.FunctionFailed)),
        (2, Gen.Const(InvocationStatus.AccountThrottled)),
        (2, Gen.Const(InvocationStatus.ServiceFailed)),
        (1, Gen.Const(InvocationStatus.FunctionPending)));

    /// <summary>0 to 5: an event for one of three functions; 6: a crash; else ten minutes pass.</summary>
    private static readonly Gen<(int Kind, InvocationStatus[] Script)> _move = Gen.Select(Gen.Int[0, 8], _outcome.Array[0, 6]);

    [Fact]
    public void Each_comes_to_one_end() =>
        Gen.Select(_move.Array[1, 40], Gen.Int[0, 2].Array[3], Gen.Int[60, 21_600].Array[3]).Sample((moves, retries, ages) => RunAsync(moves, retries, ages).GetAwaiter().GetResult(), iter: 25);

    private static async Task RunAsync((int Kind, InvocationStatus[] Script)[] moves, int[] retries, int[] ages)
    {
        ConcurrentDictionary<string, Queue<InvocationStatus>> scripts = new();
        ConcurrentDictionary<string, List<(long At, InvocationStatus Status)>> lives = new();
        ConcurrentQueue<InvocationStatus[]> coming = new();
        await using QueueRoom room = await QueueRoom.StartAsync(
            async attempt =>
            {
                await Task.Yield();
                Queue<InvocationStatus> script = scripts.GetOrAdd(attempt.RequestId, _ => new Queue<InvocationStatus>(coming.TryDequeue(out InvocationStatus[]? next) ? next : []));
                InvocationStatus status = script.TryDequeue(out InvocationStatus scripted) ? scripted : InvocationStatus.Succeeded;
                List<(long, InvocationStatus)> life = lives.GetOrAdd(attempt.RequestId, _ => []);
                lock (life)
                {
                    life.Add((attempt.At, status));
                }

                return status;
            },
            "f0",
            "f1",
            "f2");
        for (int number = 0; number < 3; number++)
        {
            await room.ConfigureAsync($"f{number}", retries[number], ages[number]);
        }

        ConcurrentDictionary<string, (int Function, long Sent)> sent = new();
        bool crashed = false;
        foreach ((int kind, InvocationStatus[] script) in moves)
        {
            switch (kind)
            {
                case <= 5:
                    coming.Enqueue(script);
                    sent[await room.SendAsync($"f{kind % 3}")] = (kind % 3, room.Now);
                    break;
                case 6:
                    crashed = true;
                    room.Crash();
                    break;
                default:
                    await room.PassAsync(TimeSpan.FromMinutes(10), _step);
                    break;
            }
        }

        await room.PassAsync(TimeSpan.FromHours(6.2), _step);
        Assert.Equal(0, room.Store.Count);
        Assert.Equal(sent.Keys.Order(), room.Store.Removed.Select(end => end.RequestId).Order());
        foreach ((string id, long ended) in room.Store.Removed)
        {
            (int function, long at) = sent[id];
            CheckLife(lives.GetValueOrDefault(id) ?? [], at, ended, retries[function], ages[function] * 1000L, crashed);
        }
    }

    private static void CheckLife(List<(long At, InvocationStatus Status)> life, long sent, long ended, int retries, long age, bool crashed)
    {
        int failures = life.Count(attempt => attempt.Status == InvocationStatus.FunctionFailed);
        bool succeeded = life.Any(attempt => attempt.Status == InvocationStatus.Succeeded);
        Assert.All(life, attempt => Assert.True(attempt.At < sent + age, "An event was run that was too old."));

        // It did not succeed: then it used up its retries, or had grown too old.
        Assert.True(succeeded || failures > retries || ended >= sent + age, $"Ended after {ended - sent} ms and {failures} failures.");

        // A crash may hide that an attempt was made, so that there is one more: at least once, not exactly once.
        if (!crashed)
        {
            Assert.InRange(failures, 0, retries + 1);
            Assert.All(life.SkipLast(1), attempt => Assert.NotEqual(InvocationStatus.Succeeded, attempt.Status));
            CheckPauses(life);
        }
    }

    private static void CheckPauses(List<(long At, InvocationStatus Status)> life)
    {
        int failures = 0, refusals = 0;
        for (int index = 0; index + 1 < life.Count; index++)
        {
            long pause = life[index].Status == InvocationStatus.FunctionFailed ? ++failures * 60_000L : Math.Min(300_000, 1_000L << Math.Min(refusals++, 20));
            Assert.True(life[index + 1].At - life[index].At >= pause, $"Tried again after {life[index + 1].At - life[index].At} ms, not {pause}.");
        }
    }
}
