using Amazon.Lambda.Core;

[assembly: LambdaSerializer(typeof(Fixture.JsonSerializer))]

namespace Fixture;

/// <summary>A serializer such as packages bring; letters stay as they are.</summary>
public sealed class JsonSerializer : ILambdaSerializer
{
    private static readonly System.Text.Json.JsonSerializerOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public T Deserialize<T>(Stream requestStream) => System.Text.Json.JsonSerializer.Deserialize<T>(requestStream, Options)!;

    public void Serialize<T>(T response, Stream responseStream) => System.Text.Json.JsonSerializer.Serialize(responseStream, response, Options);
}
