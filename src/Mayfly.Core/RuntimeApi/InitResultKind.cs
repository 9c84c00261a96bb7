namespace Mayfly.Core.RuntimeApi;

/// <summary>See <see cref="InitResult"/>.</summary>
internal enum InitResultKind
{
    Ready,
    Error,
    Exited,
    TimedOut,
    ExtensionFailed,
}
