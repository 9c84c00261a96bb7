using Mayfly.Contracts;
using Mayfly.Core.Aws;
using Mayfly.Core.Logs.Wire;

namespace Mayfly.Core.Logs.Operations;

/// <summary>Makes a group. Its tags count; a KMS key does not, since segments are not encrypted with one, and is refused rather than ignored.</summary>
internal sealed class CreateLogGroup(ILogCatalog catalog) : IOperation<CreateLogGroupRequest, NoOutput>
{
    public ValueTask<AwsResult<NoOutput>> HandleAsync(AwsIdentity caller, CreateLogGroupRequest input, CancellationToken cancellationToken) => new(Handle(caller, input));

    private AwsResult<NoOutput> Handle(AwsIdentity caller, CreateLogGroupRequest input)
    {
        if (new Constraints().GroupName(input.LogGroupName).Count(input.Tags?.Count, "tags", 1, 50).Error is { } error)
        {
            return error;
        }

        if (input.KmsKeyId is not null)
        {
            return LogsErrors.InvalidParameter("kmsKeyId is not supported: this server keeps log events in plain local files that only its own user can read.");
        }

        return catalog.CreateGroup(new LogGroupKey(caller.Account, caller.Region, input.LogGroupName!), input.Tags) ? NoOutput.Value : LogsErrors.GroupExists;
    }
}
