namespace Mayfly.Dotnet.Logging;

/// <summary>AWS's levels for .NET, least severe first, as Amazon.Lambda.Core has them.</summary>
internal enum LogLevel
{
    Trace,
    Debug,
    Information,
    Warning,
    Error,
    Critical,
}
