using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Mayfly.Contracts.Json;

namespace Mayfly.Contracts.Operations;

/// <summary>Reads JSON bodies; what cannot be read becomes SerializationException.</summary>
internal static class RequestBody
{
    /// <summary>No body means an empty structure: all that was required is then missing.</summary>
    public static AwsResult<T> Read<T>(IOperationSource source, JsonTypeInfo<T> type, Func<T> empty)
        where T : class
    {
        ReadOnlySpan<byte> body = source.Body.Span;
        if (body.IsEmpty)
        {
            return empty();
        }

        try
        {
            T? value = JsonSerializer.Deserialize(body, type);
            return value is not null ? value : CommonErrors.SerializationException("NULL_VALUE found where a structure was expected");
        }
        catch (JsonException problem)
        {
            return CommonErrors.SerializationException(JsonProblem.Describe(body, problem));
        }
    }
}
