using Mayfly.Contracts.Operations;
using Microsoft.AspNetCore.Http;

namespace Mayfly.Core.Aws;

/// <summary>A request as operations see it, on ASP.NET, its body read whole.</summary>
internal sealed class HttpOperationSource(HttpRequest request, ReadOnlyMemory<byte> body) : IOperationSource
{
    public ReadOnlyMemory<byte> Body => body;

    public string? Query(string name) => request.Query.TryGetValue(name, out Microsoft.Extensions.Primitives.StringValues values) && values.Count > 0 ? values[0] : null;

    public IReadOnlyList<string> QueryList(string name)
        => request.Query.TryGetValue(name, out Microsoft.Extensions.Primitives.StringValues values) ? [.. values.Select(static value => value ?? "")] : [];

    public string? Header(string name) => request.Headers.TryGetValue(name, out Microsoft.Extensions.Primitives.StringValues values) && values.Count > 0 ? values[0] : null;
}
