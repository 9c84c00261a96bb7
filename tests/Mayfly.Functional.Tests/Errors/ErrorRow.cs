using System.Text.Json.Nodes;

namespace Mayfly.Functional.Tests.Errors;

/// <summary>One refusal of the table.</summary>
/// <param name="Given">Sent before, and answered well.</param>
/// <param name="Request">What is refused.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Error">The header x-amzn-ErrorType.</param>
/// <param name="Body">All members of the answer.</param>
internal sealed record ErrorRow(IReadOnlyList<RowRequest> Given, RowRequest Request, int Status, string Error, JsonObject Body)
{
    /// <summary>Whether the refusal holds only while an update is under way, which the test may come too late for.</summary>
    public bool IsBrief => Given.Any(static request => request.LeavesUpdating);
}
