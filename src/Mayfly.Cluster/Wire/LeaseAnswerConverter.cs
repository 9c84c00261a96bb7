using Mayfly.Core.Concurrency;

namespace Mayfly.Cluster.Wire;

/// <summary>How <see cref="LeaseAnswer"/> travels between silos. A member that is added later gets a new number.</summary>
[RegisterConverter]
internal sealed class LeaseAnswerConverter : IConverter<LeaseAnswer, LeaseAnswerConverter.Wire>
{
    public LeaseAnswer ConvertFromSurrogate(in Wire surrogate) => new(surrogate.Epoch, surrogate.Number, surrogate.Ceiling, surrogate.IsWhole, surrogate.HasEnded);

    public Wire ConvertToSurrogate(in LeaseAnswer value) => new() { Epoch = value.Epoch, Number = value.Number, Ceiling = value.Ceiling, IsWhole = value.IsWhole, HasEnded = value.HasEnded };

    [GenerateSerializer]
    [Alias("mayfly.lease-answer")]
    internal struct Wire
    {
        [Id(0)]
        public long Epoch;

        [Id(1)]
        public long Number;

        [Id(2)]
        public int Ceiling;

        [Id(3)]
        public bool IsWhole;

        [Id(4)]
        public bool HasEnded;
    }
}
