namespace Mayfly.Core.Runtimes;

/// <summary>The locale that functions see: AWS's en_US.UTF-8 where this machine has it, since a locale that is missing means plain ASCII to many programs.</summary>
internal static class Locale
{
    public static string Default { get; } = Directory.Exists("/usr/lib/locale/en_US.utf8") ? "en_US.UTF-8" : "C.UTF-8";
}
