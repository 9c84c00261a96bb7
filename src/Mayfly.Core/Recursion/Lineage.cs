using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Recursion;

/// <summary>
/// What functions a chain of requests has been through, as the trace header's Lineage tells: <c>Lineage=ID:COUNT|ID:COUNT</c>. AWS's SDKs pass the header
/// on from the function that makes a request. https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
/// </summary>
internal static class Lineage
{
    /// <summary>After about this many invocations of one function in one chain AWS stops the next.</summary>
    public const int Longest = 16;

    private const string Member = "Lineage=";

    /// <summary>How a function is named in a lineage: eight hexadecimal digits.</summary>
    public static string IdOf(FunctionKey function) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(function.Arn)).AsSpan(0, 4));

    /// <summary>How often the chain of <paramref name="header"/> has been through the function before.</summary>
    public static int CountOf(string? header, string id)
    {
        ReadOnlySpan<char> lineage = Of(header);
        foreach (Range part in lineage.Split('|'))
        {
            ReadOnlySpan<char> entry = lineage[part];
            if (entry.Length > id.Length && entry[id.Length] == ':' && entry.StartsWith(id, StringComparison.Ordinal)
                && int.TryParse(entry[(id.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int count))
            {
                return count;
            }
        }

        return 0;
    }

    /// <summary>The header with the function counted once more.</summary>
    public static string Enter(string header, string id)
    {
        ReadOnlySpan<char> before = Of(header);
        if (before.IsEmpty)
        {
            return string.Concat(header, ";" + Member, id, ":1");
        }

        int count = CountOf(header, id) + 1;
        List<string> entries = [.. before.ToString().Split('|').Where(entry => !entry.StartsWith(id + ":", StringComparison.Ordinal))];
        entries.Add(string.Create(CultureInfo.InvariantCulture, $"{id}:{count}"));
        return header.Replace(string.Concat(Member, before), Member + string.Join('|', entries), StringComparison.Ordinal);
    }

    private static ReadOnlySpan<char> Of(ReadOnlySpan<char> header)
    {
        int start = header.IndexOf(Member, StringComparison.Ordinal);
        if (start < 0)
        {
            return default;
        }

        ReadOnlySpan<char> value = header[(start + Member.Length)..];
        int end = value.IndexOf(';');
        return end < 0 ? value : value[..end];
    }
}
