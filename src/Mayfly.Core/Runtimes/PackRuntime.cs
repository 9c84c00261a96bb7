namespace Mayfly.Core.Runtimes;

/// <summary>One of AWS's runtime identifiers, and the interpreter's version that it asks for ("20", "3.11"); null where there is no interpreter.</summary>
internal sealed record PackRuntime(string Id, string? Version = null);
