using Mayfly.Core.Concurrency;

namespace Mayfly.Cluster.Wire;

/// <summary>How <see cref="LeasePool"/> travels between silos. A member that is added later gets a new number.</summary>
[RegisterConverter]
internal sealed class LeasePoolConverter : IConverter<LeasePool, LeasePoolConverter.Wire>
{
    public LeasePool ConvertFromSurrogate(in Wire surrogate) => new(surrogate.Account, surrogate.Region, surrogate.Function, surrogate.Version);

    public Wire ConvertToSurrogate(in LeasePool value) => new() { Account = value.Account, Region = value.Region, Function = value.Function, Version = value.Version };

    [GenerateSerializer]
    [Alias("mayfly.lease-pool")]
    internal struct Wire
    {
        [Id(0)]
        public string Account;

        [Id(1)]
        public string Region;

        [Id(2)]
        public string? Function;

        [Id(3)]
        public string? Version;
    }
}
