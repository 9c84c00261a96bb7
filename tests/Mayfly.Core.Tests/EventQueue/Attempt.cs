namespace Mayfly.Core.Tests.EventQueue;

/// <summary>One attempt to run an event.</summary>
/// <param name="Function">The function's name.</param>
/// <param name="RequestId">The event's.</param>
/// <param name="At">When, Unix milliseconds.</param>
/// <param name="Request">What the dispatcher was given.</param>
internal sealed record Attempt(string Function, string RequestId, long At, Core.Invocation.InvocationRequest Request);
