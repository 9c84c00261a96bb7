using System.Net;
using Mayfly.Contracts.Operations;

namespace Mayfly.Functional.Tests.Wire;

/// <summary>A request that came over HTTP, as the contracts read it.</summary>
internal sealed class HttpWire(string query, Func<string, string?> header, byte[] body) : IOperationSource
{
    private readonly (string Name, string Value)[] _query = [.. query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(static part => part.Split('=', 2))
        .Select(static part => (WebUtility.UrlDecode(part[0]), part.Length > 1 ? WebUtility.UrlDecode(part[1]) : ""))];

    public ReadOnlyMemory<byte> Body => body;

    public string? Query(string name) => _query.FirstOrDefault(part => part.Name == name).Value;

    public IReadOnlyList<string> QueryList(string name) => [.. _query.Where(part => part.Name == name).Select(static part => part.Value)];

    public string? Header(string name) => header(name);
}
