using Mayfly.Sandbox;

namespace Mayfly.Core.Runtimes;

/// <summary>
/// Where an interpreter stands inside a sandbox. One under /usr is there already. Any other is shown with its whole prefix (bin, lib …) at
/// /var/lang, where AWS has its own: interpreters find their libraries relative to their program.
/// </summary>
internal sealed record InterpreterPlacement(string Program, IReadOnlyList<SandboxMount> Mounts)
{
    private const string Language = "/var/lang";
    private static readonly string[] SignsOfAHome = [".ssh", ".profile", ".bashrc", ".aws"];

    /// <returns>Null when showing the prefix would show more than an interpreter: a home folder, or the whole machine.</returns>
    public static InterpreterPlacement? Of(Interpreter interpreter, string home)
    {
        (string program, string? prefix) = (interpreter.Path, interpreter.Prefix);
        if (program.StartsWith("/usr/", StringComparison.Ordinal))
        {
            return new InterpreterPlacement(program, []);
        }

        if (prefix is null or "/" || Contains(prefix, home) || SignsOfAHome.Any(sign => Path.Exists(Path.Combine(prefix, sign))))
        {
            return null;
        }

        return new InterpreterPlacement($"{Language}/{Path.GetRelativePath(prefix, program)}", [new SandboxMount(prefix, Language)]);
    }

    private static bool Contains(string folder, string inner) => inner == folder || inner.StartsWith(folder + "/", StringComparison.Ordinal);
}
