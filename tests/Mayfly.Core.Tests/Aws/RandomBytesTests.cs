using Mayfly.Core.Aws;

namespace Mayfly.Core.Tests.Aws;

public sealed class RandomBytesTests
{
    [Fact]
    public void Ids_are_version_4_and_never_the_same_however_many_are_asked_for_at_once()
    {
        Guid[] ids = [.. Enumerable.Range(0, 4).AsParallel().SelectMany(_ => Enumerable.Range(0, 1000).Select(_ => RandomBytes.Guid()))];

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Equal((4, 8), (id.Version, id.Variant & 0xC)));
    }

    [Fact]
    public void Bytes_are_handed_out_once()
    {
        byte[][] taken = [.. Enumerable.Range(0, 500).Select(_ => RandomBytes.Take(20).ToArray())];

        Assert.Equal(taken.Length, taken.Select(Convert.ToHexString).Distinct().Count());
    }
}
