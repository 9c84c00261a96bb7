using CsCheck;

namespace Mayfly.Core.Tests.Logs;

/// <summary>Generates one of some values.</summary>
internal static class Pick
{
    public static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
