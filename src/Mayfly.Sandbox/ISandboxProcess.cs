namespace Mayfly.Sandbox;

/// <summary>A program that was started in a sandbox beside its first one. It ends with the sandbox at the latest.</summary>
public interface ISandboxProcess
{
    /// <summary>Completes when the program has ended, for whatever reason. What it had written by then has been handed to its output.</summary>
    Task<SandboxExit> Exited { get; }
}
