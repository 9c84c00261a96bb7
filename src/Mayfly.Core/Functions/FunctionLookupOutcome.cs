namespace Mayfly.Core.Functions;

/// <summary>See <see cref="FunctionLookup"/>.</summary>
public enum FunctionLookupOutcome
{
    Active,
    NotFound,
    Pending,
    Failed,
}
