using Mayfly.Cluster.Leases;
using Mayfly.Core.Concurrency;
using Mayfly.Core.Functions;

namespace Mayfly.Cluster;

/// <summary>The homes of leases as this node reaches them: grains, each in one place of the cluster.</summary>
/// <param name="time">The clock of leases; Orleans keeps its own.</param>
internal sealed class GrainHome(TimeProvider time) : IConcurrencyHome
{
    private volatile ILeaseNode? _node;
    private volatile IGrainFactory? _grains;
    private volatile string? _name;

    public TimeProvider Time => time;

    /// <summary>This process.</summary>
    public ILeaseNode Node => _node ?? throw new InvalidOperationException("No node has joined yet.");

    private IGrainFactory Grains => _grains ?? throw new InvalidOperationException("The silo has not started.");

    /// <inheritdoc/>
    public void Join(ILeaseNode node) => _node = node;

    /// <summary>The silo serves from now on.</summary>
    public void Connect(IGrainFactory grains, SiloAddress silo)
    {
        _name = ClusterNodes.NameOf(silo);
        _grains = grains;
    }

    /// <inheritdoc/>
    public ValueTask<LeaseAnswer> DrawAsync(LeasePool pool, LeaseRequest request) =>
        pool.Function is null ? Account(pool.Account, pool.Region).DrawAsync(_name!, request) : Function(pool.Key).DrawAsync(pool, _name!, request);

    /// <inheritdoc/>
    public Task<bool> TrySetAsideAsync(FunctionKey function, int amount) => Account(function.Account, function.Region).TrySetAsideAsync(function, amount);

    /// <inheritdoc/>
    public Task SetAsideAsync(FunctionKey function, int amount) => Account(function.Account, function.Region).SetAsideAsync(function, amount);

    /// <inheritdoc/>
    public Task<int> UnreservedAsync(string account, string region) => Account(account, region).UnreservedAsync();

    /// <inheritdoc/>
    public Task FollowAsync(FunctionKey function, FunctionTerms terms) => Function(function).FollowAsync(terms);

    /// <inheritdoc/>
    public ValueTask<bool> TryStartAsync(FunctionKey function) => Function(function).TryStartAsync();

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProvisionedReport>> ProvisionedAsync(FunctionKey function) => await Function(function).ProvisionedAsync();

    private IAccountGrain Account(string account, string region) => Grains.GetGrain<IAccountGrain>(GrainKeys.Of(account, region));

    private IFunctionGrain Function(in FunctionKey function) => Grains.GetGrain<IFunctionGrain>(GrainKeys.Of(function));
}
