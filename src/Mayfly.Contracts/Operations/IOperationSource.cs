namespace Mayfly.Contracts.Operations;

/// <summary>A request as the binder sees it, whatever the HTTP server. The body has been read whole.</summary>
public interface IOperationSource
{
    /// <summary>All of the body; empty when there is none. Blobs that are the whole body are bound to this memory without a copy.</summary>
    ReadOnlyMemory<byte> Body { get; }

    /// <summary>The decoded value of a query parameter, the first when it is repeated; null when absent.</summary>
    string? Query(string name);

    /// <summary>All decoded values of a query parameter; empty when absent.</summary>
    IReadOnlyList<string> QueryList(string name);

    /// <summary>A header's value, its name in any case; null when absent.</summary>
    string? Header(string name);
}
