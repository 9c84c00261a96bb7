namespace Mayfly.Core.Logs;

/// <summary>Which groups to list.</summary>
/// <param name="Prefix">How the name begins; null for any.</param>
/// <param name="Pattern">What the name contains, case-sensitive; null for any.</param>
public readonly record struct LogGroupSelection(string? Prefix, string? Pattern);
