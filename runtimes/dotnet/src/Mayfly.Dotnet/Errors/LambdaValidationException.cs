namespace Mayfly.Dotnet.Errors;

/// <summary>What is wrong with a function's handler, in the type and the words of AWS's runtime.</summary>
internal sealed class LambdaValidationException(string message, Exception? inner = null) : Exception(message, inner);
