namespace Mayfly.Cli.Signing;

/// <summary>A package that cannot be signed. The message is for the person who asked.</summary>
internal sealed class SigningException(string message) : Exception(message);
