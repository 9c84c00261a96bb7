using System.Text;

namespace Mayfly.Dotnet.RuntimeApi;

/// <summary>What the Runtime API says about an event beside its body.</summary>
internal sealed class InvocationHeaders
{
    public string? RequestId { get; private set; }

    public string? FunctionArn { get; private set; }

    /// <summary>Milliseconds since 1970.</summary>
    public long Deadline { get; private set; }

    public string? TraceId { get; private set; }

    /// <summary>JSON.</summary>
    public string? ClientContext { get; private set; }

    /// <summary>JSON.</summary>
    public string? CognitoIdentity { get; private set; }

    public string? TenantId { get; private set; }

    public int ContentLength { get; private set; }

    public bool IsChunked { get; private set; }

    /// <summary>Takes one line, "Name: value"; lines that mean nothing here are passed over.</summary>
    public void Take(ReadOnlySpan<byte> line)
    {
        int colon = line.IndexOf((byte)':');
        if (colon <= 0)
        {
            return;
        }

        ReadOnlySpan<byte> name = line[..colon];
        ReadOnlySpan<byte> value = line[(colon + 1)..].Trim(" \t"u8);
        switch (colon)
        {
            case 14 when Ascii.EqualsIgnoreCase(name, "content-length"u8):
                ContentLength = System.Buffers.Text.Utf8Parser.TryParse(value, out int length, out _) ? length : 0;
                break;
            case 17 when Ascii.EqualsIgnoreCase(name, "transfer-encoding"u8):
                IsChunked = true;
                break;
            case 23 when Ascii.EqualsIgnoreCase(name, "lambda-runtime-trace-id"u8):
                TraceId = Encoding.UTF8.GetString(value);
                break;
            case 26 when Ascii.EqualsIgnoreCase(name, "lambda-runtime-deadline-ms"u8):
                Deadline = System.Buffers.Text.Utf8Parser.TryParse(value, out long deadline, out _) ? deadline : 0;
                break;
            case 28 when Ascii.EqualsIgnoreCase(name, "lambda-runtime-aws-tenant-id"u8):
                TenantId = Encoding.UTF8.GetString(value);
                break;
            case 29 when Ascii.EqualsIgnoreCase(name, "lambda-runtime-aws-request-id"u8):
                RequestId = Encoding.UTF8.GetString(value);
                break;
            case 29 when Ascii.EqualsIgnoreCase(name, "lambda-runtime-client-context"u8):
                ClientContext = Encoding.UTF8.GetString(value);
                break;
            case 31 when Ascii.EqualsIgnoreCase(name, "lambda-runtime-cognito-identity"u8):
                CognitoIdentity = Encoding.UTF8.GetString(value);
                break;
            case 35 when Ascii.EqualsIgnoreCase(name, "lambda-runtime-invoked-function-arn"u8):
                FunctionArn = Encoding.UTF8.GetString(value);
                break;
        }
    }
}
