using Mayfly.Core.Runtimes;

namespace Mayfly.Core.Environments;

/// <summary>What INIT_START says of the runtime.</summary>
/// <param name="Name">"nodejs:20.v20.2" for Node.js 20.20.2: AWS's form, with what follows the runtime's own version in the interpreter's as its number.</param>
/// <param name="Arn">Names the very interpreter.</param>
internal sealed record RuntimeVersion(string Name, string Arn)
{
    /// <summary>Null for a custom runtime, which has no version to tell.</summary>
    public static RuntimeVersion? Of(RuntimeInstallation runtime, string? arn)
    {
        if (runtime.Entrypoint != EntrypointKind.None || runtime.InterpreterVersion is not string interpreter || arn is null)
        {
            return null;
        }

        string version = runtime.Runtime.StartsWith(runtime.Pack, StringComparison.Ordinal) ? runtime.Runtime[runtime.Pack.Length..] : runtime.Runtime;
        version = version.EndsWith(".x", StringComparison.Ordinal) ? version[..^2] : version;
        string rest = interpreter.StartsWith(version + ".", StringComparison.Ordinal) ? interpreter[(version.Length + 1)..] : interpreter;
        return new RuntimeVersion($"{runtime.Pack}:{version}.v{rest}", arn);
    }
}
