using Mayfly.Contracts;
using Mayfly.Core.Aws;
using Mayfly.Core.Logs.Wire;

namespace Mayfly.Core.Logs.Operations;

/// <summary>Lets a group's events be kept for ever.</summary>
internal sealed class DeleteRetentionPolicy(ILogCatalog catalog) : IOperation<LogGroupRequest, NoOutput>
{
    public ValueTask<AwsResult<NoOutput>> HandleAsync(AwsIdentity caller, LogGroupRequest input, CancellationToken cancellationToken) => new(Handle(caller, input));

    private AwsResult<NoOutput> Handle(AwsIdentity caller, LogGroupRequest input)
    {
        if (new Constraints().GroupName(input.LogGroupName).Error is { } error)
        {
            return error;
        }

        return catalog.SetRetention(new LogGroupKey(caller.Account, caller.Region, input.LogGroupName!), null) ? NoOutput.Value : LogsErrors.NoSuchGroup;
    }
}
