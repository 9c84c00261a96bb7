using Mayfly.Sandbox;

namespace Mayfly.Core.Runtimes;

/// <summary>A runtime identifier bound to an interpreter that stands on this machine.</summary>
public sealed record RuntimeInstallation
{
    /// <summary>AWS's identifier: "nodejs20.x", "python3.11", "provided.al2023".</summary>
    public required string Runtime { get; init; }

    /// <summary>The pack's folder name: "nodejs", "python", "provided".</summary>
    public required string Pack { get; init; }

    /// <summary>What was found, for people: "Node.js 20.20.2 at /usr/bin/node"; null for custom runtimes.</summary>
    public required string Description { get; init; }

    /// <summary>Program and arguments inside the sandbox.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Pack folder (at /var/runtime), interpreter, bundled SDKs: read-only mounts besides /usr and the like.</summary>
    public required IReadOnlyList<SandboxMount> Mounts { get; init; }

    /// <summary>Variables that the pack needs or AWS documents for it: PATH, LD_LIBRARY_PATH, NODE_PATH, AWS_EXECUTION_ENV, LANG …</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Whether the pack can boot before it knows its function (see docs/design/stems.md).</summary>
    public required bool SupportsStems { get; init; }
}
