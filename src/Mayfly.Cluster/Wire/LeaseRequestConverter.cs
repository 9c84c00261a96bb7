using Mayfly.Core.Concurrency;

namespace Mayfly.Cluster.Wire;

/// <summary>How <see cref="LeaseRequest"/> travels between silos. A member that is added later gets a new number.</summary>
[RegisterConverter]
internal sealed class LeaseRequestConverter : IConverter<LeaseRequest, LeaseRequestConverter.Wire>
{
    public LeaseRequest ConvertFromSurrogate(in Wire surrogate) => new(surrogate.Epoch, surrogate.Seen, surrogate.Sequence, surrogate.Held, surrogate.Wanted, surrogate.IsHungry);

    public Wire ConvertToSurrogate(in LeaseRequest value) => new() { Epoch = value.Epoch, Seen = value.Seen, Sequence = value.Sequence, Held = value.Held, Wanted = value.Wanted, IsHungry = value.IsHungry };

    [GenerateSerializer]
    [Alias("mayfly.lease-request")]
    internal struct Wire
    {
        [Id(0)]
        public long Epoch;

        [Id(1)]
        public long Seen;

        [Id(2)]
        public long Sequence;

        [Id(3)]
        public int Held;

        [Id(4)]
        public int Wanted;

        [Id(5)]
        public bool IsHungry;
    }
}
