using System.Globalization;

namespace Mayfly.Dotnet;

/// <summary>What the environment says about the function, read once.</summary>
internal sealed record FunctionSettings
{
    /// <summary>"Assembly::Namespace.Type::Method".</summary>
    public required string Handler { get; init; }

    /// <summary>The folder of the package.</summary>
    public required string TaskRoot { get; init; }

    public required string? FunctionName { get; init; }

    public required string? FunctionVersion { get; init; }

    /// <summary>0 when the environment does not say.</summary>
    public required int MemoryLimitInMB { get; init; }

    public required string? LogGroupName { get; init; }

    public required string? LogStreamName { get; init; }

    public static FunctionSettings Read() => new()
    {
        Handler = Environment.GetEnvironmentVariable("_HANDLER") ?? "",
        TaskRoot = Environment.GetEnvironmentVariable("LAMBDA_TASK_ROOT") ?? Environment.CurrentDirectory,
        FunctionName = Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_NAME"),
        FunctionVersion = Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_VERSION"),
        MemoryLimitInMB = int.TryParse(Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), CultureInfo.InvariantCulture, out int memory) ? memory : 0,
        LogGroupName = Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_GROUP_NAME"),
        LogStreamName = Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_STREAM_NAME"),
    };
}
