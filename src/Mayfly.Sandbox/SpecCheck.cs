namespace Mayfly.Sandbox;

/// <summary>Refuses what could be read as something else on its way into a sandbox.</summary>
internal static class SpecCheck
{
    public static void ThrowIfBad(SandboxSpec spec)
    {
        ThrowIfBad(spec.Command, spec.Environment, spec.WorkingDirectory);
        ThrowIfBad(spec.Mounts);
        if (spec.Root is { } root && !Path.IsPathRooted(root))
        {
            throw new SandboxLaunchException($"The root {root} is not an absolute path.");
        }
    }

    public static void ThrowIfBad(SandboxProgram program) => ThrowIfBad(program.Command, program.Environment, program.WorkingDirectory);

    public static void ThrowIfBad(IReadOnlyList<SandboxMount> mounts)
    {
        if (mounts.FirstOrDefault(mount => !Path.IsPathRooted(mount.Source) || mount.Target != Path.GetFullPath(mount.Target)) is { } bad)
        {
            throw new SandboxLaunchException($"The mount of {bad.Source} at {bad.Target} does not name two absolute paths.");
        }
    }

    private static void ThrowIfBad(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string workingDirectory)
    {
        if (command.Count == 0 || !Path.IsPathRooted(command[0]))
        {
            throw new SandboxLaunchException("A sandbox's command must start with an absolute path.");
        }

        // arguments travel separated by zero bytes: one inside a value would start an argument of the function's choosing
        if (command.Concat(environment.Keys).Concat(environment.Values).Append(workingDirectory).Any(text => text.Contains('\0', StringComparison.Ordinal)))
        {
            throw new SandboxLaunchException("A sandbox's command, environment or working directory holds a zero byte.");
        }

        if (environment.Keys.FirstOrDefault(name => name.Length == 0 || name.Contains('=', StringComparison.Ordinal)) is { } bad)
        {
            throw new SandboxLaunchException($"'{bad}' cannot be the name of an environment variable.");
        }
    }
}
