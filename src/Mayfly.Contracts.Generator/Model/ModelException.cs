namespace Mayfly.Contracts.Generator.Model;

/// <summary>The AWS model uses something that this generator does not know: better no build than a wrong wire format.</summary>
internal sealed class ModelException(string message) : Exception(message);
