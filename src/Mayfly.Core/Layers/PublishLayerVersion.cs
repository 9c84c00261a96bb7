using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;
using Mayfly.Core.Packages;

namespace Mayfly.Core.Layers;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_PublishLayerVersion.html</summary>
internal sealed class PublishLayerVersion(
    LayerChanges changes,
    FunctionStore functions,
    PackageIntake intake,
    PackageReferences packages,
    LayerView view,
    TimeProvider time) : IOperation<PublishLayerVersionRequest, PublishLayerVersionResponse>
{
    public async ValueTask<AwsResult<PublishLayerVersionResponse>> HandleAsync(AwsIdentity caller, PublishLayerVersionRequest input, CancellationToken cancellationToken)
    {
        AwsResult<LayerKey> target = LayerTarget.ResolveOwn(caller, input.LayerName!, nameof(PublishLayerVersion));
        if (target.IsError)
        {
            return target.Error;
        }

        LayerVersionContentInput content = input.Content!;
        if (UnbuiltFeatures.Check(content) is { } unavailable)
        {
            return unavailable;
        }

        AwsResult<CheckedPackage> archive = await intake.ReadAsync(content.ZipFile, content.S3Bucket, content.S3Key, content.S3ObjectVersion, cancellationToken);
        if (archive.IsError)
        {
            return archive.Error;
        }

        if (AccountLimits.CheckCodeSize(functions.Account(caller.Account, caller.Region), archive.Value.Archive.Length) is { } full)
        {
            return full;
        }

        PackageReference package = await packages.StoreAsync(archive.Value, cancellationToken);
        try
        {
            return view.ShowPublished(await changes.PublishAsync(target.Value, number => ToRecord(target.Value, number, input, package)));
        }
        finally
        {
            packages.Release(package.Id);
        }
    }

    private LayerVersionRecord ToRecord(LayerKey key, long number, PublishLayerVersionRequest input, PackageReference package) => new()
    {
        Key = key,
        Version = number,
        Description = input.Description ?? string.Empty,
        LicenseInfo = input.LicenseInfo,
        CompatibleRuntimes = input.CompatibleRuntimes?.Select(static one => one.Value).ToArray(),
        CompatibleArchitectures = input.CompatibleArchitectures?.Select(static one => one.Value).ToArray(),
        Package = package,
        Created = time.GetUtcNow(),
    };
}
