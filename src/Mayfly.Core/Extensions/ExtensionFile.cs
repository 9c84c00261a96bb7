namespace Mayfly.Core.Extensions;

/// <summary>A file in /opt/extensions.</summary>
/// <param name="Name">The file's name, and so the extension's.</param>
/// <param name="IsExecutable">AWS fails the Init phase for one that is not.</param>
internal sealed record ExtensionFile(string Name, bool IsExecutable);
