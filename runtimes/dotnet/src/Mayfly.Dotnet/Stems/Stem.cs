using Mayfly.Dotnet.Logging;

namespace Mayfly.Dotnet.Stems;

/// <summary>A stem: a runtime that has booted and waits, not yet given to any function.</summary>
internal static class Stem
{
    /// <summary>Does ahead what most functions would wait for.</summary>
    public static void Preload() => WarmUp.Run();

    /// <summary>Turns the stem into the environment of one function.</summary>
    /// <param name="grant">What it is to become.</param>
    /// <param name="sink">Goes along where the function needs a process of its own.</param>
    public static void Become(StemGrant grant, LogSink sink)
    {
        Environment.CurrentDirectory = grant.WorkingDirectory;
        FunctionBoot.ReplaceIfNeeded(grant.Environment, sink);
        grant.Apply();
    }
}
