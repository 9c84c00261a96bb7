using Mayfly.Core.Functions;

namespace Mayfly.Cluster.Wire;

/// <summary>How <see cref="FunctionKey"/> travels between silos. A member that is added later gets a new number.</summary>
[RegisterConverter]
internal sealed class FunctionKeyConverter : IConverter<FunctionKey, FunctionKeyConverter.Wire>
{
    public FunctionKey ConvertFromSurrogate(in Wire surrogate) => new(surrogate.Account, surrogate.Region, surrogate.Name);

    public Wire ConvertToSurrogate(in FunctionKey value) => new() { Account = value.Account, Region = value.Region, Name = value.Name };

    [GenerateSerializer]
    [Alias("mayfly.function-key")]
    internal struct Wire
    {
        [Id(0)]
        public string Account;

        [Id(1)]
        public string Region;

        [Id(2)]
        public string Name;
    }
}
