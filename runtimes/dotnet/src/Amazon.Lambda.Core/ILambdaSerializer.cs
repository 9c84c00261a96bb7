namespace Amazon.Lambda.Core;

/// <summary>Turns events into a handler's parameter and its result into JSON.</summary>
public interface ILambdaSerializer
{
    T Deserialize<T>(Stream requestStream);

    void Serialize<T>(T response, Stream responseStream);
}
