using System.Collections.Frozen;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mayfly.Contracts;

namespace Mayfly.Core.Functions;

/// <summary>What AWS checks of environment variables beyond the model: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html</summary>
internal static class EnvironmentRules
{
    private const int LargestBytes = 4096;

    private const string Prefix = "Lambda was unable to configure your environment variables because the environment variables you have provided ";

    private static readonly FrozenSet<string> _reserved = FrozenSet.ToFrozenSet(
    [
        "_HANDLER", "_X_AMZN_TRACE_ID", "AWS_DEFAULT_REGION", "AWS_REGION", "AWS_EXECUTION_ENV", "AWS_LAMBDA_FUNCTION_NAME",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME",
        "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
        "AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR",

        // Ours: it tells a runtime to wait for its function.
        "MAYFLY_STEM",
    ], StringComparer.Ordinal);

    /// <summary>Answers the fault, or null.</summary>
    public static AwsError? Check(IReadOnlyDictionary<string, string>? variables)
    {
        if (variables is null)
        {
            return null;
        }

        string[] reserved = [.. variables.Keys.Where(_reserved.Contains)];
        if (reserved.Length > 0)
        {
            return FunctionErrors.Invalid($"{Prefix}contains reserved keys that are currently not supported for modification. Reserved keys used in this request: {string.Join(", ", reserved)}");
        }

        string measured = Measure(variables);
        return Encoding.UTF8.GetByteCount(measured) <= LargestBytes ? null : FunctionErrors.Invalid($"{Prefix}exceeded the 4KB limit. String measured: {measured}");
    }

    // AWS measures the variables as JSON, and its JSON escapes nothing that need not be.
    private static string Measure(IReadOnlyDictionary<string, string> variables)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            foreach ((string name, string value) in variables)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
