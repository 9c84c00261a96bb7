using Amazon.Lambda.Core;
using Stj = System.Text.Json;

[assembly: LambdaSerializer(typeof(Functions.JsonSerializer))]

namespace Functions;

/// <summary>A serializer such as packages bring.</summary>
public sealed class JsonSerializer : ILambdaSerializer
{
    private static readonly Stj.JsonSerializerOptions _options = new() { PropertyNameCaseInsensitive = true };

    public T Deserialize<T>(Stream requestStream) => Stj.JsonSerializer.Deserialize<T>(requestStream, _options)!;

    public void Serialize<T>(T response, Stream responseStream) => Stj.JsonSerializer.Serialize(responseStream, response, _options);
}
