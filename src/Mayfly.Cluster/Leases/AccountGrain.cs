using Mayfly.Core.Concurrency;
using Mayfly.Core.Concurrency.Home;
using Mayfly.Core.Functions;

namespace Mayfly.Cluster.Leases;

/// <summary>The single home of one account's ledger; Orleans lets one call in at a time.</summary>
internal sealed class AccountGrain(ConcurrencyTerms terms, ILeaseNodes nodes, GrainHome home) : Grain, IAccountGrain
{
    private AccountLedger? _ledger;

    private AccountLedger Ledger => _ledger!;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _ledger = new AccountLedger(GrainKeys.AccountOf(this.GetPrimaryKeyString()), terms, nodes, home.Time);
        await _ledger.OpenAsync();
    }

    public ValueTask<LeaseAnswer> DrawAsync(string node, LeaseRequest request) => Ledger.DrawAsync(node, request);

    public Task<bool> TrySetAsideAsync(FunctionKey function, int amount) => Ledger.TrySetAsideAsync(function, amount);

    public Task SetAsideAsync(FunctionKey function, int amount) => Ledger.SetAsideAsync(function, amount);

    public Task<int> UnreservedAsync() => Task.FromResult(Ledger.Unreserved);
}
