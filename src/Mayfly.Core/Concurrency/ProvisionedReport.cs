namespace Mayfly.Core.Concurrency;

/// <summary>The environments of one version that are ready, on one node or on all.</summary>
/// <param name="Version">A published version.</param>
/// <param name="Allocated">Environments that are initialised and alive.</param>
/// <param name="Running">Invocations that run in them.</param>
/// <param name="Failure">Why no more are being made ready; null when all is well.</param>
public readonly record struct ProvisionedReport(string Version, int Allocated, int Running, string? Failure);
