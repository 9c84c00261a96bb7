namespace Mayfly.Sandbox;

/// <summary>Receives what a sandbox writes, in order, on one thread at a time. Implementations must not block.</summary>
public interface ISandboxOutput
{
    /// <summary>
    /// Takes bytes as they came; a line may be split over several calls. Returns false to pause: the sandbox is then not read (and so slows
    /// itself down on its full pipe) until <see cref="ISandbox.ResumeOutput"/>. The bytes given are always consumed.
    /// </summary>
    bool Receive(SandboxOutputChannel channel, ReadOnlySpan<byte> bytes);
}
