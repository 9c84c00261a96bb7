using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Runtimes;

namespace Mayfly.Core.Functions;

/// <summary>Which runtimes a function may ask for here.</summary>
public sealed class RuntimeRules(IRuntimeRegistry registry)
{
    // As recorded: AWS lists what it accepts today in this order, which follows nothing.
    private const string Accepted =
        "[nodejs20.x, python3.14, provided.al2023, python3.12, python3.13, nodejs24.x, nodejs22.x, java25, python3.10, python3.11, java21, ruby3.3, ruby3.4, ruby3.2, " +
        "python3.8, python3.9, java17, nodejs16.x, dotnet10, dotnet8, java11, dotnet6, nodejs18.x, provided.al2, java8.al2]";

    private static readonly FrozenSet<string> _retired = FrozenSet.ToFrozenSet(
    [
        "nodejs", "nodejs4.3", "nodejs4.3-edge", "nodejs6.10", "nodejs8.10", "nodejs10.x", "nodejs12.x", "nodejs14.x", "java8", "python2.7", "python3.6", "python3.7",
        "dotnetcore1.0", "dotnetcore2.0", "dotnetcore2.1", "dotnetcore3.1", "go1.x", "ruby2.5", "ruby2.7", "provided",
    ], StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, string> _versionArns = new(StringComparer.Ordinal);

    /// <summary>Answers why the runtime cannot be had, or null. A runtime that AWS has retired is fine where this installation serves it.</summary>
    internal AwsError? Check(string runtime)
    {
        if (registry.TryResolve(runtime, out _, out string? whyNot))
        {
            return null;
        }

        if (_retired.Contains(runtime))
        {
            return FunctionErrors.Invalid($"The runtime parameter of {runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.");
        }

        return Runtime.Known.Contains(runtime)
            ? FunctionErrors.Invalid(whyNot)
            : FunctionErrors.Invalid($"Value {runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: {Accepted} or be a valid ARN");
    }

    /// <summary>
    /// Names the very interpreter behind a runtime, as AWS's RuntimeVersionArn does: it changes when the machine's interpreter does. Null when
    /// there is none any more.
    /// </summary>
    public string? VersionArn(string runtime, string region)
    {
        if (!registry.TryResolve(runtime, out RuntimeInstallation? installation, out _))
        {
            return null;
        }

        string identity = $"{installation.Runtime}\n{installation.Pack}\n{installation.Description}";
        string digest = _versionArns.GetOrAdd(identity, static text => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
        return $"arn:aws:lambda:{region}::runtime:{digest}";
    }
}
