using Mayfly.Core.Concurrency;

namespace Mayfly.Cluster.Leases;

/// <summary>One function's reservation, its provisioned environments and its scaling rate; its key is "account/region/name".</summary>
[Alias("mayfly.function")]
internal interface IFunctionGrain : IGrainWithStringKey
{
    [Alias("draw")]
    ValueTask<LeaseAnswer> DrawAsync(LeasePool pool, string node, LeaseRequest request);

    [Alias("follow")]
    Task FollowAsync(FunctionTerms terms);

    [Alias("try-start")]
    ValueTask<bool> TryStartAsync();

    [Alias("provisioned")]
    Task<ProvisionedReport[]> ProvisionedAsync();
}
