using Mayfly.Core.Concurrency;

namespace Mayfly.Cluster.Wire;

/// <summary>How <see cref="FunctionTerms"/> travel between silos. A member that is added later gets a new number.</summary>
[RegisterConverter]
internal sealed class FunctionTermsConverter : IConverter<FunctionTerms, FunctionTermsConverter.Wire>
{
    public FunctionTerms ConvertFromSurrogate(in Wire surrogate) => new() { Reserved = surrogate.Reserved, ProvisionedTotal = surrogate.ProvisionedTotal, Versions = surrogate.Versions };

    public Wire ConvertToSurrogate(in FunctionTerms value) => new() { Reserved = value.Reserved, ProvisionedTotal = value.ProvisionedTotal, Versions = new Dictionary<string, int>(value.Versions) };

    [GenerateSerializer]
    [Alias("mayfly.function-terms")]
    internal struct Wire
    {
        [Id(0)]
        public int? Reserved;

        [Id(1)]
        public int ProvisionedTotal;

        [Id(2)]
        public Dictionary<string, int> Versions;
    }
}
