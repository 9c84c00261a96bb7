using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;

namespace Mayfly.Core.EventQueue;

/// <summary>Step 2 of an Invoke's journey, as the queue enters it: <see cref="InvocationDispatcher.InvokeAsync"/>.</summary>
internal delegate ValueTask<InvocationOutcome> EventInvoker(FunctionKey function, string? qualifier, InvocationRequest request);
