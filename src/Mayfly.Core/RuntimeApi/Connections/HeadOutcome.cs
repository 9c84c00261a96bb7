namespace Mayfly.Core.RuntimeApi.Connections;

/// <summary>What came of reading a request's head.</summary>
internal enum HeadOutcome
{
    /// <summary>The head is whole.</summary>
    Read,

    /// <summary>More bytes are needed.</summary>
    Incomplete,

    /// <summary>It is no HTTP/1 request, or one whose end cannot be told for certain.</summary>
    Malformed,
}
