namespace Mayfly.Functional.Tests.Paging;

/// <summary>One item of a list.</summary>
/// <param name="Key">How the list shows that it is this one.</param>
/// <param name="Path">Where a DELETE takes it away.</param>
internal sealed record PagedItem(string Key, string Path);
