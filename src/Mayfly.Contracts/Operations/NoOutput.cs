namespace Mayfly.Contracts.Operations;

/// <summary>The output of operations that answer with a status alone.</summary>
public sealed record NoOutput
{
    private NoOutput()
    {
    }

    /// <summary>The one value.</summary>
    public static NoOutput Instance { get; } = new();
}
