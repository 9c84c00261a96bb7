using Mayfly.Sandbox;

namespace Mayfly.Core.Runtimes;

/// <summary>A runtime identifier bound to an interpreter that stands on this machine.</summary>
public sealed record RuntimeInstallation
{
    private const string WrapperVariable = "AWS_LAMBDA_EXEC_WRAPPER";

    // What the dynamic linker and the C library read, whatever the language.
    private static readonly string[] SystemBootVariables = [WrapperVariable, "LD_PRELOAD", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "GLIBC_TUNABLES", "MALLOC_ARENA_MAX"];

    /// <summary>AWS's identifier: "nodejs20.x", "python3.11", "provided.al2023".</summary>
    public required string Runtime { get; init; }

    /// <summary>The pack's folder name: "nodejs", "python", "provided".</summary>
    public required string Pack { get; init; }

    /// <summary>What was found, for people: "Node.js 20.20.2 at /usr/bin/node"; null for custom runtimes.</summary>
    public required string? Description { get; init; }

    /// <summary>The interpreter's own version, "20.20.2"; null for custom runtimes.</summary>
    public string? InterpreterVersion { get; init; }

    /// <summary>Program and arguments inside the sandbox.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The same for a function that needs nothing of the shell in <see cref="Command"/>, once the archive is there; null where there is no shorter way.</summary>
    public IReadOnlyList<string>? PlainCommand { get; init; }

    /// <summary>Pack folder (at /var/runtime), interpreter, bundled SDKs: read-only mounts besides /usr and the like.</summary>
    public required IReadOnlyList<SandboxMount> Mounts { get; init; }

    /// <summary>Variables that the pack needs or AWS documents for it: PATH, LD_LIBRARY_PATH, NODE_PATH, AWS_EXECUTION_ENV, LANG …</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The customer's program that is started.</summary>
    public EntrypointKind Entrypoint { get; init; }

    /// <summary>Whether the pack can boot before it knows its function (see docs/design/stems.md).</summary>
    public required bool SupportsStems { get; init; }

    /// <summary>Whether a stem is booted for one memory size, and serves functions of that size only.</summary>
    public bool BootsForMemory { get; init; }

    /// <summary>What makes later boots faster; null for runtimes that have no such thing.</summary>
    public BootArchive? Archive { get; init; }

    /// <summary>Whether <see cref="Command"/> itself runs the customer's wrapper script.</summary>
    public bool RunsWrapper { get; init; }

    /// <summary>Customer's variables that act only when the interpreter starts; a * at the end stands for any rest.</summary>
    public IReadOnlySet<string> BootVariables { get; init; } = new HashSet<string>();

    /// <summary>Whether a stem can serve a function with these variables of its own, or it needs a sandbox booted with them.</summary>
    public bool StemCanServe(IReadOnlyDictionary<string, string> customerVariables)
        => SupportsStems && !customerVariables.Keys.Any(ActsAtBoot);

    /// <summary>The command for a function with these variables and this memory: the customer's wrapper script, where it has one, gets the runtime's command as its arguments.</summary>
    public IReadOnlyList<string> CommandFor(IReadOnlyDictionary<string, string> customerVariables, int memoryMb)
        => PlainCommand is not null && Archive is { IsThere: true } && !customerVariables.Keys.Any(ActsAtBoot)
            ? [.. PlainCommand.Select(argument => MemoryPart.Fill(argument, memoryMb))]
            : ShellCommandFor(customerVariables);

    private IReadOnlyList<string> ShellCommandFor(IReadOnlyDictionary<string, string> customerVariables)
        => Entrypoint == EntrypointKind.None && !RunsWrapper && customerVariables.TryGetValue(WrapperVariable, out string? wrapper) && wrapper.Length > 0

            // The shell turns a wrapper that is not there into exit status 127, as on AWS.
            ? ["/bin/sh", "-c", "exec \"$0\" \"$@\"", wrapper, .. Command]
            : Command;

    private bool ActsAtBoot(string name)
        => BootVariables.Contains(name)
            || SystemBootVariables.Contains(name)
            || BootVariables.Any(pattern => pattern is [.., '*'] && name.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal));
}
