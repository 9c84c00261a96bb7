namespace Amazon.Lambda.Core;

/// <summary>Levels of <see cref="ILambdaLogger"/>, least severe first.</summary>
public enum LogLevel
{
    Trace,
    Debug,
    Information,
    Warning,
    Error,
    Critical,
}
