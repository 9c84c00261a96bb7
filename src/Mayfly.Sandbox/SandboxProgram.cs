namespace Mayfly.Sandbox;

/// <summary>A program to start in a live sandbox, beside its first one.</summary>
public sealed record SandboxProgram
{
    /// <summary>The program and its arguments, as paths inside the sandbox.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Its whole environment. The host adds AWS_LAMBDA_RUNTIME_API.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Its working directory, inside.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Where what it writes goes; the console channel only.</summary>
    public required ISandboxOutput Output { get; init; }
}
