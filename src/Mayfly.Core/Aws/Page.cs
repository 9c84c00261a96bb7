namespace Mayfly.Core.Aws;

/// <summary>One page of a list that stands in the order of its keys.</summary>
/// <param name="Items">At most as many as were asked for, and never more than AWS gives at once.</param>
/// <param name="NextMarker">Where the next page begins; null after the last.</param>
internal readonly record struct Page<T>(IReadOnlyList<T> Items, string? NextMarker)
{
    /// <summary>AWS takes larger numbers and answers fifty all the same.</summary>
    public const int Largest = 50;

    /// <summary>Takes the page after <paramref name="after"/>, a marker's key; null begins.</summary>
    public static Page<T> Of(IEnumerable<T> sorted, in KeyOrder<T> order, string? after, int? maxItems)
    {
        int size = Math.Min(maxItems ?? Largest, Largest);
        List<T> items = [];
        foreach (T item in sorted)
        {
            if (after is not null && order.Comparer.Compare(order.KeyOf(item), after) <= 0)
            {
                continue;
            }

            if (items.Count == size)
            {
                return new Page<T>(items, PageMarker.After(order.KeyOf(items[^1])));
            }

            items.Add(item);
        }

        return new Page<T>(items, null);
    }

    public IReadOnlyList<TShown> Show<TShown>(Func<T, TShown> show) => [.. Items.Select(show)];
}
