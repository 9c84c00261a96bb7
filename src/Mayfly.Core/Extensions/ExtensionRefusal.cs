namespace Mayfly.Core.Extensions;

/// <summary>Why the Extensions API refuses a request: the body of a 403.</summary>
internal sealed record ExtensionRefusal(string ErrorType, string Message)
{
    /// <summary>The request does not fit the extension's state.</summary>
    public static ExtensionRefusal Transition(Extension extension, ExtensionState to) => new(
        "Extension.InvalidExtensionState",
        $"State transition from {extension.State} to {to} failed for extension {extension.Name}. Error: State transition is not allowed");
}
