namespace Mayfly.Sandbox;

/// <summary>A sandbox could not be made. The message tells which step failed, on what, why, and what to do.</summary>
public sealed class SandboxLaunchException : Exception
{
    public SandboxLaunchException()
    {
    }

    public SandboxLaunchException(string message)
        : base(message)
    {
    }

    public SandboxLaunchException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
