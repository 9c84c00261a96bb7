using Mayfly.Contracts;
using Mayfly.Contracts.Arns;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Functions;

namespace Mayfly.Core.EventInvoke;

/// <summary>Which destinations an asynchronous invocation's outcome can have: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html</summary>
internal sealed class DestinationRules(FunctionStore store)
{
    private const int ServiceAt = 2;

    /// <summary>Answers the fault, or null.</summary>
    public AwsError? Check(FunctionKey function, DestinationConfig? config)
    {
        return Check(function, config, config?.OnSuccess?.Destination, failure: false) ?? Check(function, config, config?.OnFailure?.Destination, failure: true);
    }

    private AwsError? Check(FunctionKey function, DestinationConfig? config, string? destination, bool failure)
    {
        if (string.IsNullOrEmpty(destination))
        {
            return null;
        }

        string[] parts = destination.Split(':');
        return parts.Length > ServiceAt ? parts[ServiceAt] switch
        {
            "lambda" => CheckFunction(function, destination),
            "sqs" or "sns" or "events" => null,
            "s3" when failure => null,
            _ => Invalid(config!),
        }
        : Invalid(config!);
    }

    private AwsError? CheckFunction(FunctionKey function, string destination)
    {
        bool known = FunctionIdentifier.TryParse(destination, out FunctionIdentifier identifier)
            && store.TryGet(new FunctionKey(identifier.Account ?? function.Account, identifier.Region ?? function.Region, identifier.Name), out FunctionEntry? entry)
            && (identifier.Qualifier is null || entry.Has(identifier.Qualifier) || entry.Alias(identifier.Qualifier) is not null);
        if (!known)
        {
            return FunctionErrors.Invalid($"The destination ARN {destination} is invalid.");
        }

        return identifier.Name == function.Name && identifier.Account == function.Account && identifier.Region == function.Region
            ? FunctionErrors.Invalid("You can't specify the function as a destination for itself.")
            : null;
    }

    private static AwsError Invalid(DestinationConfig config)
    {
        string success = config.OnSuccess is { } onSuccess ? $"OnSuccess(destination={onSuccess.Destination ?? "null"})" : "null";
        string failure = config.OnFailure is { } onFailure ? $"OnFailure(destination={onFailure.Destination ?? "null"})" : "null";
        return FunctionErrors.Invalid($"The provided destination config DestinationConfig(onSuccess={success}, onFailure={failure}) is invalid.");
    }
}
