using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;

namespace Mayfly.Core.Functions;

/// <summary>Where events that came to nothing can go: https://docs.aws.amazon.com/lambda/latest/api/API_DeadLetterConfig.html</summary>
internal static class DeadLetterRules
{
    /// <summary>Answers the fault, or null. An empty target means none.</summary>
    public static AwsError? Check(DeadLetterConfig? config)
    {
        if (config?.TargetArn is not { Length: > 0 } arn)
        {
            return null;
        }

        string[] parts = arn.Split(':');
        bool good = parts is [_, _, "sqs" or "sns", { Length: > 0 }, _, { Length: > 0 }];
        return good ? null : FunctionErrors.Invalid($"The dead letter target ARN {arn} is invalid: it must name an SQS queue or an SNS topic.");
    }

    /// <summary>What is kept: what the request leaves out stays.</summary>
    public static string? Apply(DeadLetterConfig? config, string? before) => config is null ? before : string.IsNullOrEmpty(config.TargetArn) ? null : config.TargetArn;
}
