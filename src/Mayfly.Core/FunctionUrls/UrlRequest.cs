namespace Mayfly.Core.FunctionUrls;

/// <summary>What is known of a request to a function URL besides what the client sent.</summary>
/// <param name="Url">The URL.</param>
/// <param name="DomainName">The URL's host, whatever the client called it.</param>
/// <param name="RawPath">The path as it was sent, below the URL.</param>
/// <param name="RequestId">The invocation's id.</param>
/// <param name="TraceHeader">The trace that it belongs to.</param>
/// <param name="Caller">Who signed it; null when nobody had to.</param>
/// <param name="Time">When it came.</param>
internal sealed record UrlRequest(FunctionUrlRecord Url, string DomainName, string RawPath, string RequestId, string TraceHeader, UrlCaller? Caller, DateTimeOffset Time);
