using Mayfly.Core.EventQueue.Destinations;
using Mayfly.Core.Functions;

namespace Mayfly.Core.EventQueue;

/// <summary>What all functions' lanes work with.</summary>
internal sealed record FunctionWorkParts(FunctionStore Functions, EventInvoker Invoke, EventOutcomes Outcomes, EventMeters Meters, int AccountConcurrency);
