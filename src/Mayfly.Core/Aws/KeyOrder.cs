namespace Mayfly.Core.Aws;

/// <summary>What each item of a list is known by, no two by the same, and the order in which the list stands by it.</summary>
/// <param name="KeyOf">An item's key.</param>
/// <param name="Comparer">The order of keys.</param>
internal readonly record struct KeyOrder<T>(Func<T, string> KeyOf, IComparer<string> Comparer)
{
    /// <summary>By the letters of the key.</summary>
    public KeyOrder(Func<T, string> keyOf)
        : this(keyOf, StringComparer.Ordinal)
    {
    }
}
