namespace Mayfly.Contracts.Operations;

/// <summary>Where an answer is written, whatever the HTTP server. Status and headers come before the body; the body comes at most once.</summary>
public interface IOperationResponse
{
    void SetStatus(int status);

    void SetHeader(string name, string value);

    /// <summary>The whole body. The memory is the caller's again when this returns.</summary>
    void WriteBody(string contentType, ReadOnlySpan<byte> body);
}
