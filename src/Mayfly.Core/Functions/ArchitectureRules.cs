using System.Runtime.InteropServices;
using Mayfly.Contracts;

namespace Mayfly.Core.Functions;

/// <summary>A function runs on this machine's processor: what it does not ask for is this machine's, what it asks for must be.</summary>
internal static class ArchitectureRules
{
    public static string Ours { get; } = RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "x86_64";

    /// <summary>Answers the fault, or null.</summary>
    public static AwsError? Check(IReadOnlyList<Contracts.Lambda.Architecture>? asked) =>
        asked is [{ } one, ..] && one.Value != Ours
            ? FunctionErrors.Invalid($"The architecture {one.Value} is not available: this machine is {Ours}. Build the package for {Ours} and ask for that, or use another machine.")
            : null;
}
