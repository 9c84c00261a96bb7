using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Mayfly.Contracts.Json;

namespace Mayfly.Contracts.Operations;

/// <summary>Writes JSON bodies through a buffer that each thread keeps.</summary>
internal static class ResponseBody
{
    public const string Json = "application/json";

    public static void Write<T>(IOperationResponse response, T value, JsonTypeInfo<T> type)
    {
        using WireBuffer buffer = WireBuffer.Rent();
        JsonSerializer.Serialize(buffer.Writer, value, type);
        response.WriteBody(Json, buffer.Written);
    }
}
