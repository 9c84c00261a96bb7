namespace Mayfly.Core.Logs.Lambda;

/// <summary>What the line about the start of an environment tells.</summary>
/// <param name="RuntimeVersion">For example "nodejs:20.v22"; null for a custom runtime.</param>
/// <param name="RuntimeVersionArn">Its ARN; null for a custom runtime.</param>
/// <param name="FunctionName">The function.</param>
/// <param name="FunctionVersion">"$LATEST" or a number.</param>
/// <param name="Stream">The environment's log stream, which is also its instance id.</param>
/// <param name="MemoryMb">The function's memory.</param>
internal sealed record PlatformInit(string? RuntimeVersion, string? RuntimeVersionArn, string FunctionName, string FunctionVersion, string Stream, int MemoryMb);
