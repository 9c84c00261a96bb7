using System.Text.Json.Nodes;

namespace Mayfly.Functional.Tests.Errors;

/// <summary>A request of the table, its placeholders not filled yet.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">With the query.</param>
/// <param name="Body">JSON; null for none.</param>
/// <param name="Bytes">The body where it is no JSON; null for none.</param>
/// <param name="LeavesUpdating">Whether the next request is sent while the function's update is still under way.</param>
internal sealed record RowRequest(HttpMethod Method, string Path, JsonNode? Body, byte[]? Bytes, bool LeavesUpdating);
