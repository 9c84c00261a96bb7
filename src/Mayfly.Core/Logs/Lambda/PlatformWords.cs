namespace Mayfly.Core.Logs.Lambda;

/// <summary>How AWS writes a status.</summary>
internal static class PlatformWords
{
    public static string Of(PlatformStatus status) => status switch
    {
        PlatformStatus.Success => "success",
        PlatformStatus.Failure or PlatformStatus.Error => "error",
        _ => "timeout",
    };
}
