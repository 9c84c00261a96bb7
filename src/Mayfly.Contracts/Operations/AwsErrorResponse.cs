using System.Globalization;
using System.Text.Json;
using Mayfly.Contracts.Json;

namespace Mayfly.Contracts.Operations;

/// <summary>Writes errors in AWS's shape: the code in a header, the rest in a small JSON body.</summary>
public static class AwsErrorResponse
{
    public const string ErrorTypeHeader = "x-amzn-ErrorType";

    public static void Write(AwsError error, IOperationResponse response)
    {
        response.SetStatus(error.Status);
        response.SetHeader(ErrorTypeHeader, error.Code);
        if (error.RetryAfterSeconds is { } seconds)
        {
            response.SetHeader("Retry-After", seconds.ToString(CultureInfo.InvariantCulture));
        }

        using WireBuffer buffer = WireBuffer.Rent();
        WriteJson(error, buffer.Writer);
        response.WriteBody(ResponseBody.Json, buffer.Written);
    }

    /// <summary>The body alone, for servers that write it themselves.</summary>
    public static byte[] Body(AwsError error)
    {
        using WireBuffer buffer = WireBuffer.Rent();
        WriteJson(error, buffer.Writer);
        return buffer.Written.ToArray();
    }

    private static void WriteJson(AwsError error, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (error.Members is not null)
        {
            foreach ((string name, string value) in error.Members)
            {
                json.WriteString(name, value);
            }
        }

        if (error.Type is not null)
        {
            json.WriteString("Type", error.Type);
        }

        json.WriteString(error.MessageMember, error.Message);
        json.WriteEndObject();
        json.Flush();
    }
}
