namespace Mayfly.Core.Runtimes;

/// <summary>A runtime pack's pack.json. {id}, {version}, {runtime} (the pack's folder inside), {interpreter}, {found} (its whole version) and {archive} stand for the runtime's own values.</summary>
internal sealed record PackManifest
{
    /// <summary>For people: "Node.js".</summary>
    public required string Language { get; init; }

    public required IReadOnlyList<PackRuntime> Runtimes { get; init; }

    /// <summary>Null for packs that run the customer's own program.</summary>
    public PackInterpreter? Interpreter { get; init; }

    /// <summary>Null for packs that need no build.</summary>
    public PackBuild? Built { get; init; }

    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>What boots faster than the command where no variable of the customer's acts at boot and the archive is there; {memory*90%} stands for that part of the function's megabytes.</summary>
    public IReadOnlyList<string>? PlainCommand { get; init; }

    /// <summary>Whether the command runs the customer's AWS_LAMBDA_EXEC_WRAPPER itself, with the interpreter and its arguments; else the wrapper gets the command.</summary>
    public bool RunsWrapper { get; init; }

    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    public PackSdk? Sdk { get; init; }

    /// <summary>The customer's program that the command starts.</summary>
    public EntrypointKind Entrypoint { get; init; }

    /// <summary>For packs that are no runtime of their own but bootstraps of custom ones.</summary>
    public PackBootstrap? Bootstrap { get; init; }

    public bool Stems { get; init; }

    /// <summary>Whether the interpreter sizes itself by the function's memory when it starts, so that a stem serves one memory size only.</summary>
    public bool MemoryAtBoot { get; init; }

    /// <summary>A command whose output, made once, later boots find at {archive}; null for packs that have no such thing.</summary>
    public IReadOnlyList<string>? Archive { get; init; }

    /// <summary>Variables that the interpreter reads only when it starts, so that a stem could not honour them; a * at the end stands for any rest.</summary>
    public IReadOnlyList<string>? BootVariables { get; init; }
}
