namespace Mayfly.Core.Logs.Wire;

/// <summary>Output of the operations that answer with an empty body.</summary>
public sealed record NoOutput
{
    public static NoOutput Value { get; } = new();
}
