namespace Mayfly.Core.Extensions;

/// <summary>What an EXTENSION log line, or platform.extension, tells at the end of the Init phase.</summary>
/// <param name="Name">The extension.</param>
/// <param name="State">How far it came.</param>
/// <param name="Events">What it has registered for.</param>
/// <param name="ErrorType">What went wrong; null when nothing did.</param>
internal readonly record struct ExtensionReport(string Name, ExtensionState State, ExtensionEvents Events, string? ErrorType)
{
    /// <summary>In AWS's words and order.</summary>
    public IEnumerable<string> EventNames
    {
        get
        {
            if (Events.HasFlag(ExtensionEvents.Invoke))
            {
                yield return "INVOKE";
            }

            if (Events.HasFlag(ExtensionEvents.Shutdown))
            {
                yield return "SHUTDOWN";
            }
        }
    }
}
