namespace Mayfly.Core.Extensions;

/// <summary>The events that an extension has registered for.</summary>
[Flags]
internal enum ExtensionEvents
{
    None = 0,
    Invoke = 1,
    Shutdown = 2,
}
