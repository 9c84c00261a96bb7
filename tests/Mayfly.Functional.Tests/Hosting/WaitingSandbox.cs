namespace Mayfly.Functional.Tests.Hosting;

/// <summary>A sandbox whose code waits at a <see cref="Gate"/>.</summary>
/// <param name="Process">One of its processes.</param>
/// <param name="MountNamespace">Tells one sandbox from another.</param>
/// <param name="OpeningFile">The file that its code waits for.</param>
internal sealed record WaitingSandbox(ProcessRecord Process, string? MountNamespace, string OpeningFile)
{
    public void Open()
    {
        try
        {
            File.WriteAllText(OpeningFile, "");
        }
        catch (IOException) when (!Process.IsAlive)
        {
            // It was ended before it was let go, which the test will see by other means.
        }
    }
}
