using Mayfly.Contracts;

namespace Mayfly.Core.Aws;

/// <summary>One operation of an AWS service; one class a file, named like the operation. The input has passed the model's validation.</summary>
public interface IOperation<TInput, TOutput>
{
    ValueTask<AwsResult<TOutput>> HandleAsync(AwsIdentity caller, TInput input, CancellationToken cancellationToken);
}
