namespace Mayfly.Dotnet.Logging;

/// <summary>How log messages are written. A function's own AWS_LAMBDA_HANDLER_LOG_* go before what its configuration says.</summary>
internal sealed record LogSettings(bool Json, bool Prefixed, LogLevel Minimum)
{
    public static LogSettings Read()
    {
        string format = Setting("FORMAT") ?? "";
        return new LogSettings(
            Json: format.Equals("json", StringComparison.OrdinalIgnoreCase),
            Prefixed: !format.Equals("unformatted", StringComparison.OrdinalIgnoreCase),
            Minimum: LogLevels.Parse(Setting("LEVEL")) ?? LogLevel.Information);
    }

    private static string? Setting(string name)
        => Environment.GetEnvironmentVariable($"AWS_LAMBDA_HANDLER_LOG_{name}") is { Length: > 0 } own ? own : Environment.GetEnvironmentVariable($"AWS_LAMBDA_LOG_{name}");
}
