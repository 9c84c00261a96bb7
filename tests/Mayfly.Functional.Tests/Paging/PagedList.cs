using System.Text.Json.Nodes;

namespace Mayfly.Functional.Tests.Paging;

/// <summary>A list operation, and how its items come to be.</summary>
/// <param name="Operation">AWS's name.</param>
/// <param name="Path">Where the list is read, with a query already; NAME stands for the room's function, SIGNING for its code signing configuration.</param>
/// <param name="Member">The list in the answer.</param>
/// <param name="KeyOf">Tells an item from the others.</param>
/// <param name="AddAsync">Makes the item with that number.</param>
internal sealed record PagedList(string Operation, string Path, string Member, Func<JsonNode, string> KeyOf, Func<PagedRoom, int, Task<PagedItem>> AddAsync)
{
    /// <summary>What must be there before the first item.</summary>
    public Func<PagedRoom, Task> PrepareAsync { get; init; } = static _ => Task.CompletedTask;
}
