using System.Collections.Frozen;

namespace Mayfly.Core.Extensions;

/// <summary>The environment of an external extension: the function's, without what AWS keeps from extensions.</summary>
internal static class ExtensionVariables
{
    private static readonly FrozenSet<string> Withheld = FrozenSet.ToFrozenSet(
    [
        "AWS_EXECUTION_ENV", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_XRAY_CONTEXT_MISSING", "AWS_XRAY_DAEMON_ADDRESS", "LAMBDA_RUNTIME_DIR",
        "LAMBDA_TASK_ROOT", "_AWS_XRAY_DAEMON_ADDRESS", "_AWS_XRAY_DAEMON_PORT", "_HANDLER",
    ], StringComparer.Ordinal);

    public static Dictionary<string, string> Of(IReadOnlyDictionary<string, string> function)
        => new(function.Where(static variable => !Withheld.Contains(variable.Key)), StringComparer.Ordinal);
}
