namespace Mayfly.Core.RuntimeApi;

/// <summary>Whether the Runtime API takes what a runtime says.</summary>
internal enum RuntimeVerdict
{
    Accepted,
    InvalidRequestId,
    InvalidStateTransition,
}
