using CsCheck;
using Mayfly.Core.Aws;
using Mayfly.Core.Versions;

namespace Mayfly.Core.Tests.Aws;

/// <summary>Lists that change between their pages.</summary>
public sealed class PageTests
{
    private static readonly Gen<string> Key = Gen.Int[0, 60].Select(static number => $"{number}");

    [Fact]
    public void What_stays_is_listed_once_whatever_comes_and_goes()
        => Gen.Select(Key.List[0, 40], Gen.Select(Key.List[0, 6], Key.List[0, 6]).List[1, 60], Gen.Int[1, 9]).Sample((first, changes, size) =>
        {
            HashSet<string> stays = [.. first.Except(changes.SelectMany(static change => change.Item2))];
            SortedSet<string> list = new(first, VersionOrder.Instance);
            List<string> seen = [];
            string? marker = null;
            int round = 0;
            do
            {
                Assert.True(PageMarker.TryRead(marker, out string? after));
                Page<string> page = Page<string>.Of(list, new(static key => key, VersionOrder.Instance), after, size);
                Assert.True(page.Items.Count <= size);
                seen.AddRange(page.Items);
                marker = page.NextMarker;
                (List<string> added, List<string> removed) = changes[round++ % changes.Count];
                list.UnionWith(added);
                list.ExceptWith(removed);
            }
            while (marker is not null);

            Assert.Equal(seen.Distinct(), seen);
            Assert.Superset(stays, seen.ToHashSet());
        });

    [Fact]
    public void A_page_is_never_larger_than_AWSs()
    {
        Page<int> page = Page<int>.Of(Enumerable.Range(0, 200), new(static number => $"{number:000}"), after: null, maxItems: 10_000);

        Assert.Equal(Page<int>.Largest, page.Items.Count);
    }
}
