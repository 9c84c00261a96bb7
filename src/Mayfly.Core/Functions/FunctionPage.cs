using Mayfly.Contracts;
using Mayfly.Core.Aws;

namespace Mayfly.Core.Functions;

/// <summary>One page of what belongs to one function: versions, aliases, configurations.</summary>
/// <param name="Function">The function at the moment of the listing.</param>
/// <param name="Items">In their order.</param>
/// <param name="NextMarker">Where the next page begins; null after the last.</param>
internal readonly record struct FunctionPage<T>(FunctionEntry Function, IReadOnlyList<T> Items, string? NextMarker)
{
    public FunctionKey Key => Function.Record.Key;

    /// <summary>Finds the function and takes a page.</summary>
    /// <param name="store">All functions.</param>
    /// <param name="caller">Whose.</param>
    /// <param name="request">Which function and page.</param>
    /// <param name="itemsOf">All items, in their order.</param>
    /// <param name="order">What an item is known by, and the order of that.</param>
    public static AwsResult<FunctionPage<T>> Take(
        FunctionStore store, AwsIdentity caller, in FunctionPageRequest request, Func<FunctionEntry, IEnumerable<T>> itemsOf, in KeyOrder<T> order)
    {
        AwsResult<FunctionKey> target = FunctionTarget.ResolveUnqualified(caller, request.FunctionName);
        if (target.IsError)
        {
            return target.Error;
        }

        if (!PageMarker.TryRead(request.Marker, out string? after))
        {
            return PageMarker.Refusal;
        }

        if (!store.TryGet(target.Value, out FunctionEntry? entry))
        {
            return request.Missing ?? FunctionErrors.NotFound(target.Value.Arn);
        }

        Page<T> page = Page<T>.Of(itemsOf(entry), order, after, request.MaxItems);
        return new FunctionPage<T>(entry, page.Items, page.NextMarker);
    }

    public IReadOnlyList<TShown> Show<TShown>(Func<T, TShown> show) => [.. Items.Select(show)];
}
