using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;

namespace Mayfly.Core.Functions;

/// <summary>Turns a LoggingConfig into settings with AWS's defaults, and back.</summary>
internal static class LoggingRules
{
    private const string DefaultLevel = "INFO";

    public static LoggingSettings Default(FunctionKey key) => new(Json: false, DefaultLevel, DefaultLevel, $"/aws/lambda/{key.Name}");

    /// <summary>What the request leaves out stays as it is; levels belong to JSON, and go with it.</summary>
    public static AwsResult<LoggingSettings> Apply(LoggingConfig? config, LoggingSettings current)
    {
        if (config is null)
        {
            return current;
        }

        bool json = config.LogFormat is { } format ? format == LogFormat.Json : current.Json;
        if (!json && (config.ApplicationLogLevel is not null || config.SystemLogLevel is not null))
        {
            return FunctionErrors.Invalid("ApplicationLogLevel and SystemLogLevel can only be set when LogFormat is JSON.");
        }

        return new LoggingSettings(
            json,
            json ? config.ApplicationLogLevel?.Value ?? current.ApplicationLevel : DefaultLevel,
            json ? config.SystemLogLevel?.Value ?? current.SystemLevel : DefaultLevel,
            string.IsNullOrEmpty(config.LogGroup) ? current.LogGroup : config.LogGroup);
    }

    public static LoggingConfig Show(LoggingSettings settings) => new()
    {
        LogFormat = settings.Json ? LogFormat.Json : LogFormat.Text,
        ApplicationLogLevel = settings.Json ? new ApplicationLogLevel(settings.ApplicationLevel) : null,
        SystemLogLevel = settings.Json ? new SystemLogLevel(settings.SystemLevel) : null,
        LogGroup = settings.LogGroup,
    };
}
