namespace Mayfly.Core.Invocation;

/// <summary>Limits of invoking.</summary>
public sealed class InvocationOptions
{
    /// <summary>Concurrent executions that an account may have in a region; AWS's default.</summary>
    public int AccountConcurrency { get; set; } = 1000;

    /// <summary>Environments that one function may add within ten seconds; AWS's rate.</summary>
    public int EnvironmentsPerTenSeconds { get; set; } = 1000;
}
