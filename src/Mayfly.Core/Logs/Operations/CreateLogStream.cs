using Mayfly.Contracts;
using Mayfly.Core.Aws;
using Mayfly.Core.Logs.Wire;

namespace Mayfly.Core.Logs.Operations;

/// <summary>Makes a stream in a group that exists.</summary>
internal sealed class CreateLogStream(ILogCatalog catalog) : IOperation<LogStreamRequest, NoOutput>
{
    public ValueTask<AwsResult<NoOutput>> HandleAsync(AwsIdentity caller, LogStreamRequest input, CancellationToken cancellationToken) => new(Handle(caller, input));

    private AwsResult<NoOutput> Handle(AwsIdentity caller, LogStreamRequest input)
    {
        if (new Constraints().GroupName(input.LogGroupName).StreamName(input.LogStreamName).Error is { } error)
        {
            return error;
        }

        return catalog.CreateStream(new LogStreamKey(caller.Account, caller.Region, input.LogGroupName!, input.LogStreamName!)) switch
        {
            CreateStreamOutcome.Created => NoOutput.Value,
            CreateStreamOutcome.AlreadyExists => LogsErrors.StreamExists,
            _ => LogsErrors.NoSuchGroup,
        };
    }
}
