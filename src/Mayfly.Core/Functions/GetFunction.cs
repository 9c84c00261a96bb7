using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Images;
using Mayfly.Core.Packages;

namespace Mayfly.Core.Functions;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html</summary>
internal sealed class GetFunction(FunctionStore store, FunctionView view, PackageLinks links, PublicAddress address) : IOperation<GetFunctionRequest, GetFunctionResponse>
{
    public ValueTask<AwsResult<GetFunctionResponse>> HandleAsync(AwsIdentity caller, GetFunctionRequest input, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Handle(caller, input));

    private AwsResult<GetFunctionResponse> Handle(AwsIdentity caller, GetFunctionRequest input)
    {
        AwsResult<FunctionTarget> target = FunctionTarget.Resolve(caller, input.FunctionName!, input.Qualifier);
        if (target.IsError)
        {
            return target.Error;
        }

        if (!store.TryGet(target.Value, out FunctionEntry? function, out FunctionEntry? entry))
        {
            return FunctionErrors.NotFound(target.Value.Arn);
        }

        return new GetFunctionResponse
        {
            Configuration = view.Show(entry, target.Value.Qualifier),
            Code = entry.Record.Image is { } image ? Located(image) : new FunctionCodeLocation { RepositoryType = "S3", Location = Location(entry.Record) },
            Concurrency = function.Resources.ReservedConcurrency is { } reserved ? new Contracts.Lambda.Concurrency { ReservedConcurrentExecutions = reserved } : null,
            Tags = function.Record.Tags.Count > 0 ? function.Record.Tags : null,
        };
    }

    private static FunctionCodeLocation Located(ImageReference image) => new()
    {
        RepositoryType = "ECR",
        ImageUri = image.Uri,
        ResolvedImageUri = ImageUri.TryParse(image.Uri, out ImageUri? uri) ? uri.At(image.Digest) : null,
    };

    private string Location(FunctionRecord record) =>
        record.HotFolder is { } folder ? new Uri(folder).AbsoluteUri : address.Resolve(links.Create(record.Package.Id));
}
