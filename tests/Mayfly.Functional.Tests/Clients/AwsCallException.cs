using System.Text.Json.Nodes;

namespace Mayfly.Functional.Tests.Clients;

/// <summary>An error that a client reported, as it came over the wire.</summary>
internal sealed class AwsCallException(string code, string message, int status, JsonNode? details) : Exception($"{code}: {message} (status {status})")
{
    /// <summary>The error's code or name.</summary>
    public string Code { get; } = code;

    /// <summary>The service's message, without what the client adds.</summary>
    public string ServiceMessage { get; } = message;

    public int Status { get; } = status;

    /// <summary>The members of the error, and its headers.</summary>
    public JsonNode? Details { get; } = details;
}
