namespace Mayfly.Dotnet.RuntimeApi;

/// <summary>One answer of the Runtime API, whole.</summary>
/// <param name="Status">HTTP's.</param>
/// <param name="Headers">Those that mean something here.</param>
/// <param name="Body">Empty when there is none.</param>
internal sealed record HttpAnswer(int Status, InvocationHeaders Headers, byte[] Body);
