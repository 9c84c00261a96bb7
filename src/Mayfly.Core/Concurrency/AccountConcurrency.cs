namespace Mayfly.Core.Concurrency;

/// <summary>What this node holds and runs of one account in one region.</summary>
internal sealed class AccountConcurrency(string account, string region)
{
    /// <summary>Guards all shares and counters of the account. Held for a handful of instructions.</summary>
    public Lock Gate { get; } = new();

    /// <summary>For functions that have no reservation.</summary>
    public LeaseShare Unreserved { get; } = new(new LeasePool(account, region));
}
