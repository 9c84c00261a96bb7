using Mayfly.Core.Functions;

namespace Mayfly.Core.Concurrency.Home;

/// <summary>One function's reservation, its provisioned environments, and how fast it may grow. Used by one caller at a time.</summary>
public sealed class FunctionLedger
{
    private readonly Dictionary<string, LeaseLedger> _versions = [];
    private readonly FunctionKey _function;
    private readonly ILeaseNodes _nodes;
    private readonly TimeProvider _time;
    private readonly ScalingRate _rate;
    private LeaseLedger? _reservation;

    /// <param name="function">The function.</param>
    /// <param name="environmentsPerTenSeconds">What it may grow by.</param>
    /// <param name="nodes">Who may hold leases.</param>
    /// <param name="time">The clock.</param>
    public FunctionLedger(FunctionKey function, int environmentsPerTenSeconds, ILeaseNodes nodes, TimeProvider time)
    {
        _function = function;
        _nodes = nodes;
        _time = time;
        _rate = new ScalingRate(environmentsPerTenSeconds, time);
    }

    /// <summary>Whether one more environment may be started now; if so, it is counted.</summary>
    public bool TryStart() => _rate.TryStart();

    public ValueTask<LeaseAnswer> DrawAsync(LeasePool pool, string node, LeaseRequest request)
    {
        LeaseLedger? ledger = pool.Version is null ? _reservation : _versions.GetValueOrDefault(pool.Version);
        return ledger?.DrawAsync(node, request) ?? new ValueTask<LeaseAnswer>(new LeaseAnswer(Epochs.Next(_time), 1, 0, IsWhole: false, HasEnded: true));
    }

    /// <summary>
    /// Has all nodes obey these settings, also where they are the same as before: a node that could not be reached then may be now. What a change takes away
    /// is taken before anything is given. Completes when no node starts anything that the settings do not allow.
    /// </summary>
    public async Task FollowAsync(FunctionTerms terms)
    {
        foreach (string gone in _versions.Keys.Except(terms.Versions.Keys).ToArray())
        {
            _versions.Remove(gone, out LeaseLedger? ledger);
            await ledger!.EndAsync();
        }

        if (terms.Reserved is null)
        {
            // Also where this ledger knows of none: one before it, which is lost, may have known.
            await (_reservation ?? Make(LeasePool.OfReservation(_function), 0)).EndAsync();
            _reservation = null;
        }
        else
        {
            _reservation = await SetAsync(_reservation, LeasePool.OfReservation(_function), terms.OnDemand);
        }

        foreach ((string version, int environments) in terms.Versions)
        {
            _versions[version] = await SetAsync(_versions.GetValueOrDefault(version), LeasePool.OfVersion(_function, version), environments);
        }
    }

    public async Task<IReadOnlyList<ProvisionedReport>> ProvisionedAsync()
    {
        List<ProvisionedReport> all = [];
        foreach (string node in _nodes.All)
        {
            try
            {
                all.AddRange(await _nodes.ProvisionedAsync(node, _function));
            }
            catch (Exception)
            {
                // The edge to another machine. What cannot be reached serves nobody.
            }
        }

        return [.. all.GroupBy(static one => one.Version).Select(static version => new ProvisionedReport(
            version.Key,
            version.Sum(static one => one.Allocated),
            version.Sum(static one => one.Running),
            version.Select(static one => one.Failure).FirstOrDefault(static failure => failure is not null)))];
    }

    private async Task<LeaseLedger> SetAsync(LeaseLedger? ledger, LeasePool pool, int limit)
    {
        if (ledger is not null)
        {
            await ledger.SetLimitAsync(limit);
            return ledger;
        }

        ledger = Make(pool, limit);
        await ledger.OpenAsync();
        return ledger;
    }

    private LeaseLedger Make(LeasePool pool, int limit) => new(pool, limit, Epochs.Next(_time), _nodes, _time);
}
