using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.HotReload;
using Mayfly.Core.Images;
using Mayfly.Core.Layers;
using Mayfly.Core.Packages;
using Mayfly.Core.Versions;

namespace Mayfly.Core.Functions;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html</summary>
internal sealed class UpdateFunctionCode(
    FunctionStore store,
    FunctionLifecycle lifecycle,
    PackageIntake intake,
    PackageReferences packages,
    HotFolders hotFolders,
    ImageIntake images,
    FunctionView view,
    TimeProvider time) : IOperation<UpdateFunctionCodeRequest, FunctionConfiguration>
{
    public async ValueTask<AwsResult<FunctionConfiguration>> HandleAsync(AwsIdentity caller, UpdateFunctionCodeRequest input, CancellationToken cancellationToken)
    {
        AwsResult<FunctionKey> target = FunctionTarget.ResolveUnqualified(caller, input.FunctionName!);
        if (target.IsError)
        {
            return target.Error;
        }

        FunctionKey key = target.Value;
        if (!store.TryGet(key, out FunctionEntry? entry))
        {
            return FunctionErrors.NotFound(key.Arn);
        }

        if ((CheckSettings(input, entry.Record.Image is not null) ?? FunctionLifecycle.CheckChangeable(entry, input.RevisionId)) is { } refused)
        {
            return refused;
        }

        if (entry.Record.Image is not null)
        {
            return await UseImageAsync(key, entry, input, cancellationToken);
        }

        if (HotFolders.AreMeant(input.S3Bucket))
        {
            return await UseFolderAsync(key, entry, input);
        }

        AwsResult<CheckedPackage> archive = await intake.ReadAsync(input.ZipFile, input.S3Bucket, input.S3Key, input.S3ObjectVersion, cancellationToken);
        if (archive.IsError)
        {
            return archive.Error;
        }

        if (CheckSize(entry, archive.Value) is { } full)
        {
            return full;
        }

        return input.DryRun == true ? DryRun(entry, archive.Value) : await UpdateAsync(key, input, archive.Value, cancellationToken);
    }

    private AwsError? CheckSize(FunctionEntry entry, in CheckedPackage package)
    {
        FunctionKey key = entry.Record.Key;
        long more = package.Archive.Length - entry.Record.Package.ZippedSize;
        return (more > 0 ? AccountLimits.CheckCodeSize(store.Account(key.Account, key.Region), more) : null)
            ?? FunctionLayers.CheckSize(package.UnzippedSize, entry.Record.Layers);
    }

    private static AwsError? CheckSettings(UpdateFunctionCodeRequest input, bool isImage) =>
        ImageRules.Check(input, isImage) ?? UnbuiltFeatures.Check(input) ?? ArchitectureRules.Check(input.Architectures);

    /// <summary>Everything was checked; nothing changes. The answer shows the code as it would be.</summary>
    private FunctionConfiguration DryRun(FunctionEntry entry, in CheckedPackage package) =>
        view.Show(entry with { Record = entry.Record with { Package = PackageReference.Of(package), HotFolder = null } });

    private async Task<AwsResult<FunctionConfiguration>> UpdateAsync(FunctionKey key, UpdateFunctionCodeRequest input, CheckedPackage archive, CancellationToken cancellationToken)
    {
        PackageReference package = await packages.StoreAsync(archive, cancellationToken);
        try
        {
            return await UpdateAsync(key, input, record => record with { Package = package, HotFolder = null });
        }
        finally
        {
            packages.Release(package.Id);
        }
    }

    private async Task<AwsResult<FunctionConfiguration>> UseFolderAsync(FunctionKey key, FunctionEntry entry, UpdateFunctionCodeRequest input)
    {
        AwsResult<string> folder = hotFolders.Check(input.S3Key);
        if (folder.IsError)
        {
            return folder.Error;
        }

        PackageReference reference = HotFolders.Reference(folder.Value!);
        return input.DryRun == true
            ? view.Show(entry with { Record = entry.Record with { Package = reference, HotFolder = folder.Value } })
            : await UpdateAsync(key, input, record => record with { Package = reference, HotFolder = folder.Value });
    }

    private async Task<AwsResult<FunctionConfiguration>> UseImageAsync(FunctionKey key, FunctionEntry entry, UpdateFunctionCodeRequest input, CancellationToken cancellationToken)
    {
        AwsResult<ImageReference> image = await images.ReadAsync(input.ImageUri!, cancellationToken);
        if (image.IsError)
        {
            return image.Error;
        }

        FunctionRecord Use(FunctionRecord record) => record with { Package = PackageReference.Of(image.Value!), Image = image.Value };
        return input.DryRun == true ? view.Show(entry with { Record = Use(entry.Record) }) : await UpdateAsync(key, input, Use);
    }

    private async Task<AwsResult<FunctionConfiguration>> UpdateAsync(FunctionKey key, UpdateFunctionCodeRequest input, Func<FunctionRecord, FunctionRecord> change)
    {
        AwsResult<FunctionEntry> updated = await lifecycle.UpdateAsync(
            key,
            input.RevisionId,
            record => change(record) with
            {
                RevisionId = Guid.NewGuid().ToString(),
                LastModified = time.GetUtcNow(),
            },
            VersionDraft.Asked(input.Publish, input.PublishTo));
        if (updated.IsError)
        {
            return updated.Error;
        }

        return view.Show(updated.Value.Publishing is { } published && updated.Value.Published.TryGet(published, out FunctionEntry? version) ? version : updated.Value);
    }
}
