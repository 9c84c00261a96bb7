namespace Mayfly.Sandbox;

/// <summary>Refuses what could be read as something else on its way into a sandbox.</summary>
internal static class SpecCheck
{
    public static void ThrowIfBad(SandboxSpec spec)
    {
        if (spec.Command.Count == 0 || !Path.IsPathRooted(spec.Command[0]))
        {
            throw new SandboxLaunchException("A sandbox's command must start with an absolute path.");
        }

        // arguments travel separated by zero bytes: one inside a value would start an argument of the function's choosing
        if (spec.Command.Concat(spec.Environment.Keys).Concat(spec.Environment.Values).Append(spec.WorkingDirectory).Any(text => text.Contains('\0', StringComparison.Ordinal)))
        {
            throw new SandboxLaunchException("A sandbox's command, environment or working directory holds a zero byte.");
        }

        if (spec.Environment.Keys.FirstOrDefault(name => name.Length == 0 || name.Contains('=', StringComparison.Ordinal)) is { } bad)
        {
            throw new SandboxLaunchException($"'{bad}' cannot be the name of an environment variable.");
        }

        ThrowIfBad(spec.Mounts);
    }

    public static void ThrowIfBad(IReadOnlyList<SandboxMount> mounts)
    {
        if (mounts.FirstOrDefault(mount => !Path.IsPathRooted(mount.Source) || mount.Target != Path.GetFullPath(mount.Target)) is { } bad)
        {
            throw new SandboxLaunchException($"The mount of {bad.Source} at {bad.Target} does not name two absolute paths.");
        }
    }
}
