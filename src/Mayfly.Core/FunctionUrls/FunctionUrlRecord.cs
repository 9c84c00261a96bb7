using System.Text.Json.Serialization;
using Mayfly.Contracts.Lambda;

namespace Mayfly.Core.FunctionUrls;

/// <summary>A function URL as it is kept: of a function as a whole, or of one alias.</summary>
public sealed record FunctionUrlRecord
{
    /// <summary>An alias; "$LATEST" for the function as a whole.</summary>
    public required string Qualifier { get; init; }

    /// <summary>32 letters and digits, unique: the first label of the URL's host.</summary>
    public required string UrlId { get; init; }

    /// <summary>"NONE" or "AWS_IAM".</summary>
    public required string AuthType { get; init; }

    public Cors? Cors { get; init; }

    /// <summary>"BUFFERED" or "RESPONSE_STREAM"; null, too, means the first.</summary>
    public string? InvokeMode { get; init; }

    [JsonIgnore]
    public bool Streams => InvokeMode == "RESPONSE_STREAM";

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset LastModified { get; init; }
}
