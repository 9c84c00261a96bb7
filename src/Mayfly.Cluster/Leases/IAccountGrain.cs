using Mayfly.Core.Concurrency;
using Mayfly.Core.Functions;

namespace Mayfly.Cluster.Leases;

/// <summary>One account's concurrency in one region; its key is "account/region".</summary>
[Alias("mayfly.account")]
internal interface IAccountGrain : IGrainWithStringKey
{
    [Alias("draw")]
    ValueTask<LeaseAnswer> DrawAsync(string node, LeaseRequest request);

    [Alias("try-set-aside")]
    Task<bool> TrySetAsideAsync(FunctionKey function, int amount);

    [Alias("set-aside")]
    Task SetAsideAsync(FunctionKey function, int amount);

    [Alias("unreserved")]
    Task<int> UnreservedAsync();
}
