namespace Mayfly.Core.Runtimes;

/// <summary>
/// Makes a pack the bootstrap of custom runtimes' functions that have none, neither in their package nor in a layer, and whose handler has a form that the
/// pack knows: what is published for AWS as a layer is there without one. All other functions of those runtimes are left as they are.
/// </summary>
/// <param name="Runtimes">Identifiers such as "provided.al2023".</param>
/// <param name="Handlers">A regular expression for the whole handler string.</param>
internal sealed record PackBootstrap(IReadOnlyList<string> Runtimes, string Handlers);
