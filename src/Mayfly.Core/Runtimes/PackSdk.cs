namespace Mayfly.Core.Runtimes;

/// <summary>AWS's SDK as a pack offers it: <paramref name="Folder"/> of a configured SDK path, known by <paramref name="Marker"/> inside, is shown at <paramref name="Target"/>.</summary>
internal sealed record PackSdk(string Folder, string Marker, string Target);
