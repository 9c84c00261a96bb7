namespace Mayfly.Cli.Http;

/// <summary>The server did not answer, or not what was expected; the message is for the user.</summary>
internal sealed class ServerException(string message) : Exception(message);
