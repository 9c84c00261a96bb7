namespace Mayfly.Core.Functions;

/// <summary>AWS's sentences about states.</summary>
internal static class StateReasons
{
    /// <summary>Recorded for creations and, oddly, for updates too.</summary>
    public const string Creating = "The function is being created.";
}
