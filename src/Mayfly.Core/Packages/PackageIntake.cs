using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.CodeSigning;

namespace Mayfly.Core.Packages;

/// <summary>Takes a deployment package in, wherever a request says that it is, and checks all of it before anything is stored.</summary>
internal sealed class PackageIntake(S3PackageSource s3, SignatureReader signatures)
{
    /// <summary>Answers the checked archive, or the refusal as AWS words it.</summary>
    public async Task<AwsResult<CheckedPackage>> ReadAsync(ReadOnlyMemory<byte>? zipFile, string? bucket, string? key, string? version, CancellationToken cancellationToken)
    {
        if (zipFile is null && (bucket is null || key is null))
        {
            return LambdaErrors.InvalidParameterValueException("Please provide a source for function code.");
        }

        if (zipFile is not null && (bucket ?? key ?? version) is not null)
        {
            return LambdaErrors.InvalidParameterValueException("Please do not provide other FunctionCode parameters when providing a ZipFile.");
        }

        ReadOnlyMemory<byte> archive;
        if (zipFile is { } inline)
        {
            archive = inline;
            if (archive.Length >= PackageLimits.InlineZipped)
            {
                return CommonErrors.RequestEntityTooLargeException($"Zipped size must be smaller than {PackageLimits.InlineZipped} bytes");
            }
        }
        else
        {
            (PackageFault? missing, archive) = await s3.FetchAsync(bucket!, key!, version, cancellationToken);
            if (missing is not null)
            {
                return LambdaErrors.InvalidParameterValueException(missing.Message);
            }
        }

        PackageFault? fault = PackageArchive.Read(archive, out PackageArchive? package) ?? package!.Verify(cancellationToken);
        return fault is null ? new CheckedPackage(archive, package!.UnzippedSize, signatures.Read(package)) : LambdaErrors.InvalidParameterValueException(fault.Message);
    }
}
