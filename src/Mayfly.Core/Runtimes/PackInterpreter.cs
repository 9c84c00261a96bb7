namespace Mayfly.Core.Runtimes;

/// <summary>How a pack's interpreters are called, where they are usually installed, and what to tell somebody who has none.</summary>
/// <param name="Names">File names; {version} stands for each version that the pack serves.</param>
/// <param name="Folders">Patterns of folders; * is any part of one folder's name, ~ the home folder.</param>
/// <param name="HowToAdd">A sentence for the operator.</param>
/// <param name="VersionArguments">What makes it tell its version; null for --version.</param>
/// <param name="Frameworks">For a program that runs several versions installed beside it: the folder, relative to the program's, that has a folder for each.</param>
internal sealed record PackInterpreter(
    IReadOnlyList<string> Names, IReadOnlyList<string> Folders, string HowToAdd, IReadOnlyList<string>? VersionArguments = null, string? Frameworks = null);
