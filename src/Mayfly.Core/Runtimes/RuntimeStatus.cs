namespace Mayfly.Core.Runtimes;

/// <summary>What can be said of one runtime identifier on this machine.</summary>
/// <param name="Runtime">AWS's identifier: "python3.12"; for a pack that is a bootstrap of custom runtimes, its own name for itself.</param>
/// <param name="Pack">The pack that serves it: "python".</param>
/// <param name="Language">For people: "Python".</param>
/// <param name="Available">Whether functions of this runtime can be created and run.</param>
/// <param name="Found">The interpreter: "Python 3.12.1 at /opt/python3.12/bin/python3.12"; null where there is none, or none is needed.</param>
/// <param name="HowToAdd">What to do on this machine; null for an available runtime.</param>
public sealed record RuntimeStatus(string Runtime, string Pack, string Language, bool Available, string? Found, string? HowToAdd);
