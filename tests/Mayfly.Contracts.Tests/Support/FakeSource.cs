using System.Text;
using Mayfly.Contracts.Operations;

namespace Mayfly.Contracts.Tests.Support;

/// <summary>A request made of texts.</summary>
internal sealed class FakeSource(string query = "", byte[]? body = null) : IOperationSource
{
    private readonly (string Name, string Value)[] _query = [.. query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(part => part.Split('=', 2))
        .Select(part => (Uri.UnescapeDataString(part[0]), Uri.UnescapeDataString(part.Length > 1 ? part[1] : "")))];

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public ReadOnlyMemory<byte> Body { get; } = body;

    public static FakeSource WithBody(string json) => new(body: Encoding.UTF8.GetBytes(json));

    public string? Query(string name) => _query.FirstOrDefault(part => part.Name == name).Value;

    public IReadOnlyList<string> QueryList(string name) => [.. _query.Where(part => part.Name == name).Select(part => part.Value)];

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
