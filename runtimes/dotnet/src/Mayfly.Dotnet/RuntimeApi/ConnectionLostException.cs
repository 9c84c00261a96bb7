namespace Mayfly.Dotnet.RuntimeApi;

/// <summary>The platform closed the connection, or said what a platform does not say: this environment has no future.</summary>
internal sealed class ConnectionLostException(string message, Exception? inner = null) : Exception(message, inner);
