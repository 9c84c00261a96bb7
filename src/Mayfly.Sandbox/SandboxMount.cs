namespace Mayfly.Sandbox;

/// <summary>A host folder shown read-only, without devices and set-user-id programs, at a path inside the sandbox.</summary>
public sealed record SandboxMount(string Source, string Target);
