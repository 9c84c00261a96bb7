using Mayfly.Core.Concurrency;

namespace Mayfly.Cluster.Wire;

/// <summary>How <see cref="ProvisionedReport"/> travels between silos. A member that is added later gets a new number.</summary>
[RegisterConverter]
internal sealed class ProvisionedReportConverter : IConverter<ProvisionedReport, ProvisionedReportConverter.Wire>
{
    public ProvisionedReport ConvertFromSurrogate(in Wire surrogate) => new(surrogate.Version, surrogate.Allocated, surrogate.Running, surrogate.Failure);

    public Wire ConvertToSurrogate(in ProvisionedReport value) => new() { Version = value.Version, Allocated = value.Allocated, Running = value.Running, Failure = value.Failure };

    [GenerateSerializer]
    [Alias("mayfly.provisioned-report")]
    internal struct Wire
    {
        [Id(0)]
        public string Version;

        [Id(1)]
        public int Allocated;

        [Id(2)]
        public int Running;

        [Id(3)]
        public string? Failure;
    }
}
