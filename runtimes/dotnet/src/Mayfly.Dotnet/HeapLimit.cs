namespace Mayfly.Dotnet;

/// <summary>
/// Tells the garbage collector how much memory the function has, as AWS's runtime does: a stem booted before it could know. A variable switches it
/// off: AWS_LAMBDA_DOTNET_DISABLE_MEMORY_LIMIT_CHECK=true.
/// </summary>
internal static class HeapLimit
{
    public static void Apply(int memoryLimitInMB)
    {
        bool disabled = string.Equals(Environment.GetEnvironmentVariable("AWS_LAMBDA_DOTNET_DISABLE_MEMORY_LIMIT_CHECK"), "true", StringComparison.OrdinalIgnoreCase);
        ulong bytes = (ulong)memoryLimitInMB << 20;

        // A lower limit of the function's own stays.
        if (disabled || bytes == 0 || (AppContext.GetData("GCHeapHardLimit") is null && Environment.GetEnvironmentVariable("DOTNET_GCHeapHardLimit") is not null))
        {
            return;
        }

        try
        {
            AppContext.SetData("GCHeapHardLimit", bytes);
            GC.RefreshMemoryLimit();
        }
        catch (InvalidOperationException)
        {
            // The collector has promised more already. The sandbox's own limit holds all the same.
        }
    }
}
