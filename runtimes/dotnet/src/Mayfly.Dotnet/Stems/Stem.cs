using Mayfly.Dotnet.Handlers;
using Mayfly.Dotnet.Loading;
using Mayfly.Dotnet.Logging;

namespace Mayfly.Dotnet.Stems;

/// <summary>A stem: a runtime that has booted and waits, not yet given to any function.</summary>
internal static class Stem
{
    /// <summary>Does ahead what most functions would wait for.</summary>
    public static void Preload() => WarmUp.Run();

    /// <summary>Turns the stem into the environment of one function.</summary>
    /// <param name="grant">What it is to become.</param>
    /// <param name="sink">Goes along where the function is a program of its own.</param>
    public static void Become(StemGrant grant, LogSink sink)
    {
        if (NeedsProgram(grant))
        {
            BecomeProgram(grant, sink);
        }

        grant.Apply();
    }

    /// <summary>Whether the function needs a process that starts for it: it is a program, or has settings that act only at a start.</summary>
    private static bool NeedsProgram(StemGrant grant)
    {
        string handler = grant.Environment.GetValueOrDefault("_HANDLER", "");
        if (HandlerName.IsProgram(handler))
        {
            return true;
        }

        try
        {
            return RuntimeConfiguration.Read(grant.Environment.GetValueOrDefault("LAMBDA_TASK_ROOT", grant.WorkingDirectory), handler.Split("::")[0]).NeedsBoot;
        }
        catch (Errors.LambdaValidationException)
        {
            return false; // the Init phase says it again, where it can be reported
        }
    }

    private static void BecomeProgram(StemGrant grant, LogSink sink)
    {
        Environment.CurrentDirectory = grant.WorkingDirectory;
        sink.HandOn(grant.Environment);
        string starter = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "start.sh"));
        NativeCalls.Execute("/bin/sh", [starter, Environment.ProcessPath!, Environment.Version.ToString()], grant.Environment);
    }
}
