using System.Text;
using Amazon.Lambda.Core;

namespace Functions;

/// <summary>For one method alone: whatever is returned, its text in capitals.</summary>
public sealed class UpperCaseSerializer : ILambdaSerializer
{
    public T Deserialize<T>(Stream requestStream) => default!;

    public void Serialize<T>(T response, Stream responseStream) => responseStream.Write(Encoding.UTF8.GetBytes($"\"{response?.ToString()?.ToUpperInvariant()}\""));
}
