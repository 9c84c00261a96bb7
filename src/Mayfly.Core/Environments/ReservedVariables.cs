using System.Globalization;
using System.Security.Cryptography;
using Mayfly.Core.Functions;
using Mayfly.Core.Runtimes;

namespace Mayfly.Core.Environments;

/// <summary>
/// The environment of a function's processes: the customer's variables, the runtime's, and those that AWS reserves:
/// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
/// </summary>
internal static class ReservedVariables
{
    public static Dictionary<string, string> Compose(FunctionVersion version, RuntimeInstallation runtime, string logStream, bool provisioned = false)
    {
        Dictionary<string, string> variables = OfEveryFunction(runtime);
        Add(variables, version.Environment);

        // Reserved names come last: no variable of the customer's may change them.
        if (version.Handler is { } handler)
        {
            variables["_HANDLER"] = handler;
        }

        variables["AWS_REGION"] = version.Key.Region;
        variables["AWS_DEFAULT_REGION"] = version.Key.Region;
        variables["AWS_LAMBDA_FUNCTION_NAME"] = version.Key.Name;
        variables["AWS_LAMBDA_FUNCTION_VERSION"] = version.Version;
        variables["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = version.MemoryMb.ToString(CultureInfo.InvariantCulture);
        variables["AWS_LAMBDA_INITIALIZATION_TYPE"] = provisioned ? "provisioned-concurrency" : "on-demand";
        variables["AWS_LAMBDA_LOG_GROUP_NAME"] = version.Logging.LogGroup;
        variables["AWS_LAMBDA_LOG_STREAM_NAME"] = logStream;
        variables["AWS_LAMBDA_LOG_FORMAT"] = version.Logging.Json ? "JSON" : "Text";
        if (version.Logging.Json)
        {
            variables["AWS_LAMBDA_LOG_LEVEL"] = version.Logging.ApplicationLevel;
        }

        // Credentials name the account and are otherwise this environment's own random words: an SDK call back to this server lands in the
        // function's account, and a call to anybody else is refused there.
        variables["AWS_ACCESS_KEY_ID"] = version.Key.Account;
        variables["AWS_SECRET_ACCESS_KEY"] = RandomNumberGenerator.GetHexString(40, lowercase: true);
        variables["AWS_SESSION_TOKEN"] = RandomNumberGenerator.GetHexString(64, lowercase: true);
        return variables;
    }

    /// <summary>What does not depend on the function, so that a stem can boot with it. The customer's variables may change these.</summary>
    public static Dictionary<string, string> OfEveryFunction(RuntimeInstallation runtime)
    {
        Dictionary<string, string> variables = new(40, StringComparer.Ordinal)
        {
            ["LANG"] = "C.UTF-8",
            ["TZ"] = ":UTC",
            ["PATH"] = "/usr/local/bin:/usr/bin:/bin:/opt/bin",
            ["LAMBDA_TASK_ROOT"] = "/var/task",
            ["LAMBDA_RUNTIME_DIR"] = "/var/runtime",
        };
        Add(variables, runtime.Environment);
        return variables;
    }

    private static void Add(Dictionary<string, string> variables, IReadOnlyDictionary<string, string> more)
    {
        foreach ((string name, string value) in more)
        {
            variables[name] = value;
        }
    }
}
