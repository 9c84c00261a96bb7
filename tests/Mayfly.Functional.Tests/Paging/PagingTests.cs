using System.Text.Json.Nodes;
using Mayfly.Contracts.Lambda;
using Mayfly.Functional.Tests.FrontDoor;
using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Functional.Tests.Paging;

/// <summary>Every list that comes in pages, while it changes: what is there all the time is listed exactly once, whatever else comes and goes.</summary>
public sealed class PagingTests(SharedServer shared)
{
    private const int PageSize = 3;
    private const int Listings = 3;

    public static TheoryData<int, string> Lists => new(PagedLists.All.Index().Select(static list => (list.Index, list.Item.Operation)));

    [Fact]
    public void Every_list_with_pages_is_here()
    {
        IEnumerable<string> paged = LambdaOperations.All
            .Where(static operation => operation.InputType.GetProperty("Marker") is not null)
            .Select(static operation => operation.Name)
            .Except(UnbuiltOperationsTests.Unbuilt, StringComparer.Ordinal);

        Assert.Equal(paged.Order(StringComparer.Ordinal), PagedLists.All.Select(static list => list.Operation).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task What_stays_is_listed_once(int index, string operation)
    {
        PagedList list = PagedLists.All[index];
        Assert.Equal(operation, list.Operation);
        PagedRoom room = new(shared.Server);
        await list.PrepareAsync(room);
        HashSet<string> stays = [];
        for (int number = 0; number < PagedLists.Numbers; number += 2)
        {
            stays.Add((await list.AddAsync(room, number)).Key);
        }

        for (int listing = 0; listing < Listings; listing++)
        {
            List<string> seen = await ListWhileItChangesAsync(list, room);

            Assert.Equal(seen.Distinct(), seen);
            Assert.Superset(stays, seen.ToHashSet());
        }
    }

    /// <summary>Between any two pages, and while they are read, one item comes or goes.</summary>
    private static async Task<List<string>> ListWhileItChangesAsync(PagedList list, PagedRoom room)
    {
        List<string> seen = [];
        string? marker = null;
        PagedItem? passing = null;
        int number = 1;
        do
        {
            string path = $"{list.Path}&MaxItems={PageSize}".Replace("NAME", room.Function, StringComparison.Ordinal).Replace("SIGNING", room.SigningConfig, StringComparison.Ordinal).Replace("?&", "?", StringComparison.Ordinal);
            Task<JsonObject> read = room.SendAsync("GET", marker is null ? path : $"{path}&Marker={Uri.EscapeDataString(marker)}");
            if (passing is null)
            {
                passing = await list.AddAsync(room, number);
                number = (number + 10) % PagedLists.Numbers;
            }
            else
            {
                await room.SendAsync("DELETE", passing.Path);
                passing = null;
            }

            JsonObject page = await read;
            JsonArray items = page[list.Member]!.AsArray();
            Assert.InRange(items.Count, 0, PageSize);
            seen.AddRange(items.Select(item => list.KeyOf(item!)));
            marker = (string?)page["NextMarker"];
        }
        while (marker is not null);

        if (passing is not null)
        {
            await room.SendAsync("DELETE", passing.Path);
        }

        return seen;
    }
}
