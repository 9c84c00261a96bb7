namespace Mayfly.Core.RuntimeApi;

/// <summary>What a stem is told when it is given to a function: the answer to GET /mayfly/stem/claim.</summary>
internal sealed record StemClaim(IReadOnlyDictionary<string, string> Environment, string WorkingDirectory);
