using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;
using Mayfly.Core.Packages;

namespace Mayfly.Core.Layers;

/// <summary>Shows layer versions as AWS does.</summary>
internal sealed class LayerView(PackageLinks links, PublicAddress address)
{
    public GetLayerVersionResponse Show(LayerVersionRecord version) => new()
    {
        Content = Content(version),
        LayerArn = version.Key.Arn,
        LayerVersionArn = version.Arn,
        Description = version.Description,
        CreatedDate = Date(version),
        Version = version.Version,
        CompatibleRuntimes = Runtimes(version),
        CompatibleArchitectures = Architectures(version),
        LicenseInfo = version.LicenseInfo,
    };

    public PublishLayerVersionResponse ShowPublished(LayerVersionRecord version) => new()
    {
        Content = Content(version),
        LayerArn = version.Key.Arn,
        LayerVersionArn = version.Arn,
        Description = version.Description,
        CreatedDate = Date(version),
        Version = version.Version,
        CompatibleRuntimes = Runtimes(version),
        CompatibleArchitectures = Architectures(version),
        LicenseInfo = version.LicenseInfo,
    };

    /// <summary>What lists show: without the content.</summary>
    public static LayerVersionsListItem ShowListed(LayerVersionRecord version) => new()
    {
        LayerVersionArn = version.Arn,
        Version = version.Version,
        Description = version.Description,
        CreatedDate = Date(version),
        CompatibleRuntimes = Runtimes(version),
        CompatibleArchitectures = Architectures(version),
        LicenseInfo = version.LicenseInfo,
    };

    private LayerVersionContentOutput Content(LayerVersionRecord version) => new()
    {
        Location = address.Resolve(links.Create(version.Package.Id)),
        CodeSha256 = version.Package.Sha256,
        CodeSize = version.Package.ZippedSize,
        SigningProfileVersionArn = version.Package.Signature?.ProfileVersionArn,
        SigningJobArn = version.Package.Signature?.JobArn,
    };

    private static string Date(LayerVersionRecord version) => AwsTime.Text(version.Created);

    private static Runtime[]? Runtimes(LayerVersionRecord version) => version.CompatibleRuntimes?.Select(static one => new Runtime(one)).ToArray();

    private static Architecture[]? Architectures(LayerVersionRecord version) => version.CompatibleArchitectures?.Select(static one => new Architecture(one)).ToArray();
}
