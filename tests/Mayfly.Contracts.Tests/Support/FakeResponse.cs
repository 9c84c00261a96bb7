using System.Text;
using Mayfly.Contracts.Operations;

namespace Mayfly.Contracts.Tests.Support;

/// <summary>Keeps what was written.</summary>
internal sealed class FakeResponse : IOperationResponse
{
    public int Status { get; private set; }

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public string? ContentType { get; private set; }

    public byte[]? Body { get; private set; }

    public string? Text => Body is null ? null : Encoding.UTF8.GetString(Body);

    public void SetStatus(int status) => Status = status;

    public void SetHeader(string name, string value) => Headers.Add(name, value);

    public void WriteBody(string contentType, ReadOnlySpan<byte> body)
    {
        Assert.Null(Body);
        ContentType = contentType;
        Body = body.ToArray();
    }
}
