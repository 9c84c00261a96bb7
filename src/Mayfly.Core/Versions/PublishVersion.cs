using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Versions;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html</summary>
internal sealed class PublishVersion(VersionPublisher versions, FunctionView view) : IOperation<PublishVersionRequest, FunctionConfiguration>
{
    public async ValueTask<AwsResult<FunctionConfiguration>> HandleAsync(AwsIdentity caller, PublishVersionRequest input, CancellationToken cancellationToken)
    {
        AwsResult<FunctionKey> target = FunctionTarget.ResolveUnqualified(caller, input.FunctionName!);
        if (target.IsError)
        {
            return target.Error;
        }

        AwsResult<FunctionEntry> published = await versions.PublishAsync(target.Value, input);
        return published.IsError ? published.Error : view.Show(published.Value);
    }
}
