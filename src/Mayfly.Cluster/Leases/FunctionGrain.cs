using Mayfly.Core.Concurrency;
using Mayfly.Core.Concurrency.Home;
using Mayfly.Core.Functions;

namespace Mayfly.Cluster.Leases;

/// <summary>The single home of one function's ledger; Orleans lets one call in at a time.</summary>
internal sealed class FunctionGrain(ConcurrencyTerms terms, ILeaseNodes nodes, GrainHome home) : Grain, IFunctionGrain
{
    private FunctionLedger? _ledger;

    private FunctionLedger Ledger => _ledger!;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        FunctionKey function = GrainKeys.FunctionOf(this.GetPrimaryKeyString());
        _ledger = new FunctionLedger(function, terms.EnvironmentsPerTenSeconds, nodes, home.Time);
        FunctionTerms now = terms.Of(function);
        if (!now.IsNone)
        {
            await _ledger.FollowAsync(now);
        }
    }

    public ValueTask<LeaseAnswer> DrawAsync(LeasePool pool, string node, LeaseRequest request) => Ledger.DrawAsync(pool, node, request);

    public Task FollowAsync(FunctionTerms terms) => Ledger.FollowAsync(terms);

    public ValueTask<bool> TryStartAsync() => new(Ledger.TryStart());

    public async Task<ProvisionedReport[]> ProvisionedAsync() => [.. await Ledger.ProvisionedAsync()];
}
