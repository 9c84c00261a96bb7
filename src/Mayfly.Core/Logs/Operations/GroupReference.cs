using Mayfly.Contracts;
using Mayfly.Core.Aws;

namespace Mayfly.Core.Logs.Operations;

/// <summary>Finds the group that a request means: by name, by identifier (a name or an ARN), or by a resource ARN.</summary>
internal static class GroupReference
{
    private const string ArnPrefix = "arn:";
    private const string ResourceMarker = ":log-group:";

    /// <summary>The group of a request that takes a name or an identifier, one of them and not both.</summary>
    public static AwsResult<LogGroupKey> Of(AwsIdentity caller, string? name, string? identifier)
    {
        if (name is not null && identifier is not null)
        {
            return LogsErrors.InvalidParameter("LogGroupName and LogGroupIdentifier are mutually exclusive parameters.");
        }

        if (identifier is not null && identifier.StartsWith(ArnPrefix, StringComparison.Ordinal))
        {
            return OfArn(caller, identifier);
        }

        string? given = name ?? identifier;
        return new Constraints().GroupName(given, identifier is null ? "logGroupName" : "logGroupIdentifier").Error is { } error
            ? error
            : new LogGroupKey(caller.Account, caller.Region, given!);
    }

    /// <summary>The group of an ARN, which must be the caller's own account and region.</summary>
    public static AwsResult<LogGroupKey> OfArn(AwsIdentity caller, string? arn)
    {
        if (new Constraints().Required(arn, "resourceArn").Error is { } missing)
        {
            return missing;
        }

        string[] parts = arn!.Split(':', 6);
        int marker = arn.IndexOf(ResourceMarker, StringComparison.Ordinal);
        if (parts.Length < 6 || parts[2] != "logs" || marker < 0)
        {
            return LogsErrors.InvalidParameter($"1 validation error detected: Value '{arn}' failed to satisfy constraint: Member must be the ARN of a log group");
        }

        string name = arn[(marker + ResourceMarker.Length)..];
        name = name.EndsWith(":*", StringComparison.Ordinal) ? name[..^2] : name;
        return parts[3] == caller.Region && parts[4] == caller.Account ? new LogGroupKey(caller.Account, caller.Region, name) : LogsErrors.NoSuchGroup;
    }
}
