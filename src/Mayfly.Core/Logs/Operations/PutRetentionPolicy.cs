using Mayfly.Contracts;
using Mayfly.Core.Aws;
using Mayfly.Core.Logs.Wire;

namespace Mayfly.Core.Logs.Operations;

/// <summary>Sets how long a group's events are kept: one of the numbers of days that AWS takes.</summary>
internal sealed class PutRetentionPolicy(ILogCatalog catalog) : IOperation<PutRetentionPolicyRequest, NoOutput>
{
    public ValueTask<AwsResult<NoOutput>> HandleAsync(AwsIdentity caller, PutRetentionPolicyRequest input, CancellationToken cancellationToken) => new(Handle(caller, input));

    private AwsResult<NoOutput> Handle(AwsIdentity caller, PutRetentionPolicyRequest input)
    {
        Constraints constraints = new Constraints()
            .GroupName(input.LogGroupName)
            .Required(input.RetentionInDays, "retentionInDays")
            .OneOf(input.RetentionInDays, "retentionInDays", LogLimits.RetentionDays);
        if (constraints.Error is { } error)
        {
            return error;
        }

        return catalog.SetRetention(new LogGroupKey(caller.Account, caller.Region, input.LogGroupName!), input.RetentionInDays) ? NoOutput.Value : LogsErrors.NoSuchGroup;
    }
}
