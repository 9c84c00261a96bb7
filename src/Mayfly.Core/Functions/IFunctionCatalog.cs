namespace Mayfly.Core.Functions;

/// <summary>The hot path's view of all functions: an in-memory snapshot that is replaced whole, never locked.</summary>
public interface IFunctionCatalog
{
    /// <summary>Finds what a name and qualifier mean now. Allocation-free when found.</summary>
    FunctionLookup Find(in FunctionKey key, string? qualifier);

    /// <summary>Whether the function may be invoked again and again by what it does itself.</summary>
    bool AllowsRecursion(in FunctionKey key);

    /// <summary>Raised after a generation can be found: events may come for it.</summary>
    event Action<FunctionVersion>? Served;

    /// <summary>Raised after a generation can no longer be found: its environments take no further event.</summary>
    event Action<FunctionVersion>? Retired;
}
