using Mayfly.Contracts;
using Mayfly.Core.Aws;
using Mayfly.Core.Logs.Wire;

namespace Mayfly.Core.Logs.Operations;

/// <summary>Deletes a stream with its events.</summary>
internal sealed class DeleteLogStream(ILogCatalog catalog) : IOperation<LogStreamRequest, NoOutput>
{
    public ValueTask<AwsResult<NoOutput>> HandleAsync(AwsIdentity caller, LogStreamRequest input, CancellationToken cancellationToken) => new(Handle(caller, input));

    private AwsResult<NoOutput> Handle(AwsIdentity caller, LogStreamRequest input)
    {
        if (new Constraints().GroupName(input.LogGroupName).StreamName(input.LogStreamName).Error is { } error)
        {
            return error;
        }

        if (catalog.FindGroup(new LogGroupKey(caller.Account, caller.Region, input.LogGroupName!)) is null)
        {
            return LogsErrors.NoSuchGroup;
        }

        return catalog.DeleteStream(new LogStreamKey(caller.Account, caller.Region, input.LogGroupName!, input.LogStreamName!)) ? NoOutput.Value : LogsErrors.NoSuchStream;
    }
}
