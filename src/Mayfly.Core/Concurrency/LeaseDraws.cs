using Mayfly.Core.Invocation;
using Microsoft.Extensions.Logging;

namespace Mayfly.Core.Concurrency;

/// <summary>A node's side of the talk with the homes of leases: at most one request for each share at a time, which speaks for all who wait.</summary>
internal sealed partial class LeaseDraws(IConcurrencyHome home, TimeProvider time, ILogger logger)
{
    /// <summary>So often is a request made again whose answer is of a home that is no more.</summary>
    private const int MostAttempts = 8;

    private readonly long _term = (long)(LeaseTimes.Term.TotalSeconds * time.TimestampFrequency);
    private long _sequence;

    /// <summary>Talks until nobody waits; the caller has set the share's <see cref="LeaseShare.IsDrawing"/>. Never throws.</summary>
    /// <param name="account">Whose gate guards the share.</param>
    /// <param name="share">The share.</param>
    /// <param name="speaks">Whether there is something to say to the home also when nobody waits.</param>
    /// <param name="wanted">The ceiling to ask for; what the share has, when that is more.</param>
    public async Task DrawAsync(AccountConcurrency account, LeaseShare share, bool speaks = false, int wanted = 0)
    {
        int attempts = 0;
        while (Next(account, share, speaks, wanted) is { } request)
        {
            LeaseAnswer? answer = await AskAsync(share.Pool, request);
            if (Hear(account, share, request.Sequence, answer, isLast: ++attempts == MostAttempts))
            {
                attempts = 0;
                speaks = false;
            }
        }
    }

    /// <summary>Obeys the answer to a request and serves those for whom it spoke, unless that has happened. False when it is to be asked again.</summary>
    /// <param name="account">Whose gate guards the share.</param>
    /// <param name="share">The share.</param>
    /// <param name="sequence">The request's.</param>
    /// <param name="answer">Null when none came.</param>
    /// <param name="isLast">Whether those who wait are refused when it is to be asked again.</param>
    public bool Hear(AccountConcurrency account, LeaseShare share, long sequence, LeaseAnswer? answer, bool isLast = false)
    {
        HashSet<LeaseShare> elsewhere = [];
        lock (account.Gate)
        {
            if (share.IsOver(sequence))
            {
                return true;
            }

            bool obeyed = answer is { } heard ? share.Obey(heard, _term) : share.Fail();
            if (!obeyed && answer is not null && !isLast)
            {
                return false;
            }

            if (obeyed && answer!.Value.HasEnded)
            {
                share.Reserving?.Reserve(false);
            }

            Serve(share, obeyed ? RefusalOf(share.Pool) : InvocationStatus.ServiceFailed, elsewhere);
        }

        foreach (LeaseShare other in elsewhere)
        {
            // Not where an order is obeyed, which others wait for.
            _ = Task.Run(() => DrawAsync(account, other));
        }

        return true;
    }

    /// <summary>Obeys the answer that an order has overtaken, if the share waits for one.</summary>
    public void Hear(AccountConcurrency account, LeaseShare share, in LeaseOrder order)
    {
        bool overtaken;
        lock (account.Gate)
        {
            overtaken = share.IsDrawing && share.Asks(order.Sequence) && !order.Answer.IsVoid;
        }

        if (overtaken)
        {
            Hear(account, share, order.Sequence, order.Answer);
        }
    }

    private LeaseRequest? Next(AccountConcurrency account, LeaseShare share, bool speaks, int wanted)
    {
        lock (account.Gate)
        {
            if (!speaks && share.Waiting == 0)
            {
                share.IsDrawing = false;
                return null;
            }

            return share.Ask(Interlocked.Increment(ref _sequence), time.GetTimestamp(), wanted);
        }
    }

    private async Task<LeaseAnswer?> AskAsync(LeasePool pool, LeaseRequest request)
    {
        try
        {
            return await home.DrawAsync(pool, request);
        }
        catch (Exception failure)
        {
            // The edge to another machine, and of a task that nobody awaits.
            Log.HomeNotReached(logger, pool, failure);
            return null;
        }
    }

    /// <summary>Gives leases to those for whom the request spoke, or refuses them. Who waits for a function that counts elsewhere by now waits there.</summary>
    private void Serve(LeaseShare share, InvocationStatus refusal, HashSet<LeaseShare> elsewhere)
    {
        long now = time.GetTimestamp();
        for (int spoken = share.Spoken; spoken > 0; spoken--)
        {
            LeaseWaiter waiter = share.Dequeue();
            LeaseShare counted = waiter.Function.Share;
            if (counted == share)
            {
                waiter.SetResult(waiter.Function.TryUse(now) ? new ConcurrencyLease(waiter.Function, null) : new ConcurrencyLease(refusal));
                continue;
            }

            counted.Enqueue(waiter);
            if (!counted.IsDrawing)
            {
                counted.IsDrawing = elsewhere.Add(counted);
            }
        }
    }

    private static InvocationStatus RefusalOf(in LeasePool pool) => pool.Function is null ? InvocationStatus.AccountThrottled : InvocationStatus.FunctionThrottled;

    private static partial class Log
    {
        [LoggerMessage(3502, LogLevel.Error, "The concurrency leases of {Pool} could not be renewed: their home cannot be reached.")]
        public static partial void HomeNotReached(ILogger logger, LeasePool pool, Exception failure);
    }
}
