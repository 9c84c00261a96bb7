using Mayfly.Core.Concurrency;

namespace Mayfly.Cluster.Wire;

/// <summary>How <see cref="LeaseReport"/> travels between silos. A member that is added later gets a new number.</summary>
[RegisterConverter]
internal sealed class LeaseReportConverter : IConverter<LeaseReport, LeaseReportConverter.Wire>
{
    public LeaseReport ConvertFromSurrogate(in Wire surrogate) => new(surrogate.Held, surrogate.Sequence);

    public Wire ConvertToSurrogate(in LeaseReport value) => new() { Held = value.Held, Sequence = value.Sequence };

    [GenerateSerializer]
    [Alias("mayfly.lease-report")]
    internal struct Wire
    {
        [Id(0)]
        public int Held;

        [Id(1)]
        public long Sequence;
    }
}
