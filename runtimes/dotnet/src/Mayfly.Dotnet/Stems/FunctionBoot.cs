using Mayfly.Dotnet.Handlers;
using Mayfly.Dotnet.Loading;
using Mayfly.Dotnet.Logging;

namespace Mayfly.Dotnet.Stems;

/// <summary>
/// Starts a function's process anew, in the same sandbox, where this one cannot become what the function needs: it is a program of its own, or its package
/// has settings or assemblies that .NET takes only when it starts.
/// </summary>
internal static class FunctionBoot
{
    /// <summary>Returns only if this process will do.</summary>
    /// <param name="environment">The function's.</param>
    /// <param name="sink">Goes along.</param>
    public static void ReplaceIfNeeded(IDictionary<string, string> environment, LogSink sink)
    {
        string handler = environment.TryGetValue("_HANDLER", out string? given) ? given : "";
        if (HandlerName.IsProgram(handler))
        {
            Replace("program", environment, sink);
        }

        string taskRoot = environment.TryGetValue("LAMBDA_TASK_ROOT", out string? root) ? root : Environment.CurrentDirectory;
        if (!HasBooted(taskRoot) && NeedsBoot(taskRoot, handler.Split("::")[0]))
        {
            Replace("function", environment, sink);
        }
    }

    private static bool NeedsBoot(string taskRoot, string assembly)
    {
        try
        {
            return File.Exists(Path.Combine(taskRoot, assembly + ".deps.json"))
                && File.Exists(Path.Combine(taskRoot, assembly + ".runtimeconfig.json"))
                && (RuntimeConfiguration.Read(taskRoot, assembly).NeedsBoot || FrameworkAssemblies.AreOlderThanIn(taskRoot));
        }
        catch (Errors.LambdaValidationException)
        {
            return false; // the Init phase says it again, where it can be reported
        }
    }

    /// <summary>Whether .NET was started with the package's own deps.json.</summary>
    private static bool HasBooted(string taskRoot)
        => AppContext.GetData("APP_CONTEXT_DEPS_FILES") is string files && files.Split(';', ':').Any(file => Path.GetDirectoryName(file) == taskRoot.TrimEnd('/'));

    private static void Replace(string what, IDictionary<string, string> environment, LogSink sink)
    {
        Dictionary<string, string> all = new(environment);
        sink.HandOn(all);
        string starter = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "start.sh"));
        NativeCalls.Execute("/bin/sh", [starter, Environment.ProcessPath!, Environment.Version.ToString(), what], all);
    }
}
