namespace Mayfly.Core.Telemetry;

/// <summary>Where in the sandbox an extension listens; always on its loopback.</summary>
/// <param name="Http">HTTP, or else newline-separated JSON over TCP.</param>
/// <param name="Port">The port.</param>
/// <param name="Path">Path and query of the URI; HTTP only.</param>
/// <param name="Put">PUT instead of POST; the Logs API's "method".</param>
internal sealed record TelemetryDestination(bool Http, int Port, string Path = "/", bool Put = false);
