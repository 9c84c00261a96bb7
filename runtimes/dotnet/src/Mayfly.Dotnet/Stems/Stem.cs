using System.Text.Json;
using Mayfly.Dotnet.Handlers;
using Mayfly.Dotnet.Loading;
using Mayfly.Dotnet.Logging;

namespace Mayfly.Dotnet.Stems;

/// <summary>A stem: a runtime that has booted and waits, not yet given to any function.</summary>
internal static class Stem
{
    private const string Kept = "AWS_LAMBDA_RUNTIME_API";

    /// <summary>Does ahead what most functions would wait for.</summary>
    public static void Preload() => WarmUp.Run();

    /// <summary>Turns the stem into the environment of one function.</summary>
    /// <param name="grant">JSON: {"environment": {…}, "workingDirectory": "…"}.</param>
    /// <param name="sink">Goes along where the function is a program of its own.</param>
    public static void Become(byte[] grant, LogSink sink)
    {
        Dictionary<string, string> environment = new(StringComparer.Ordinal);
        using JsonDocument document = JsonDocument.Parse(grant);
        foreach (JsonProperty variable in document.RootElement.GetProperty("environment").EnumerateObject())
        {
            environment[variable.Name] = variable.Value.GetString() ?? "";
        }

        environment[Kept] = Environment.GetEnvironmentVariable(Kept)!;
        Environment.CurrentDirectory = document.RootElement.GetProperty("workingDirectory").GetString()!;
        if (NeedsProgram(environment))
        {
            BecomeProgram(environment, sink);
        }

        foreach (string name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => !environment.ContainsKey(name)))
        {
            Environment.SetEnvironmentVariable(name, null);
        }

        foreach ((string name, string value) in environment)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        TimeZoneInfo.ClearCachedData();
    }

    /// <summary>Whether the function needs a process that starts for it: it is a program, or has settings that act only at a start.</summary>
    private static bool NeedsProgram(Dictionary<string, string> environment)
    {
        string handler = environment.GetValueOrDefault("_HANDLER", "");
        if (HandlerName.IsProgram(handler))
        {
            return true;
        }

        try
        {
            return RuntimeConfiguration.Read(environment.GetValueOrDefault("LAMBDA_TASK_ROOT", Environment.CurrentDirectory), handler.Split("::")[0]).NeedsBoot;
        }
        catch (Errors.LambdaValidationException)
        {
            return false; // the Init phase says it again, where it can be reported
        }
    }

    private static void BecomeProgram(Dictionary<string, string> environment, LogSink sink)
    {
        sink.HandOn(environment);
        string starter = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "start.sh"));
        NativeCalls.Execute("/bin/sh", [starter, Environment.ProcessPath!, Environment.Version.ToString()], environment);
    }
}
