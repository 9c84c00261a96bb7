using Mayfly.Core.Concurrency;

namespace Mayfly.Cluster.Wire;

/// <summary>How <see cref="LeaseOrder"/> travels between silos. A member that is added later gets a new number.</summary>
[RegisterConverter]
internal sealed class LeaseOrderConverter : IConverter<LeaseOrder, LeaseOrderConverter.Wire>
{
    public LeaseOrder ConvertFromSurrogate(in Wire surrogate) => new(surrogate.Pool, surrogate.Epoch, surrogate.Number, surrogate.Ceiling, surrogate.IsFirm, surrogate.Ends, surrogate.Sequence, surrogate.Answer);

    public Wire ConvertToSurrogate(in LeaseOrder value) => new() { Pool = value.Pool, Epoch = value.Epoch, Number = value.Number, Ceiling = value.Ceiling, IsFirm = value.IsFirm, Ends = value.Ends, Sequence = value.Sequence, Answer = value.Answer };

    [GenerateSerializer]
    [Alias("mayfly.lease-order")]
    internal struct Wire
    {
        [Id(0)]
        public LeasePool Pool;

        [Id(1)]
        public long Epoch;

        [Id(2)]
        public long Number;

        [Id(3)]
        public int Ceiling;

        [Id(4)]
        public bool IsFirm;

        [Id(5)]
        public bool Ends;

        [Id(6)]
        public long Sequence;

        [Id(7)]
        public LeaseAnswer Answer;
    }
}
