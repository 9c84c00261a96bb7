namespace Mayfly.Core.Runtimes;

/// <summary>A pack as it lies on disk: its folder's name ("nodejs"), the folder, and its manifest.</summary>
internal sealed record RuntimePack(string Name, string Folder, PackManifest Manifest);
