using System.Text.Json;

namespace Mayfly.Sandbox.Networking;

/// <summary>Reads what <c>nft -j list chains</c> says.</summary>
internal static class NftChains
{
    /// <summary>The chains that see forwarded packets and drop those that no rule of theirs accepts, as "family table chain".</summary>
    public static IReadOnlyList<string> DroppingForward(string? json)
    {
        if (json is null)
        {
            return [];
        }

        List<string> found = [];
        using JsonDocument document = JsonDocument.Parse(json);
        foreach (JsonElement item in document.RootElement.GetProperty("nftables").EnumerateArray())
        {
            if (item.TryGetProperty("chain", out JsonElement chain) && Is(chain, "hook", "forward") && Is(chain, "policy", "drop"))
            {
                found.Add($"{chain.GetProperty("family")} {chain.GetProperty("table")} {chain.GetProperty("name")}");
            }
        }

        return found;
    }

    private static bool Is(JsonElement chain, string property, string value) =>
        chain.TryGetProperty(property, out JsonElement found) && found.GetString() == value;
}
