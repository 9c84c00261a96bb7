using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Images;

/// <summary>What may be said of a function that is an image, and what of one that is not. Values that mean "none" pass, as tools send them.</summary>
internal static class ImageRules
{
    private const string NotForImages = "Please don't provide Handler or Runtime or Layer when the intended function PackageType is Image.";
    private const string ForImagesOnly = "Please don't provide ImageConfig when the intended function PackageType is Zip.";

    public static AwsError? Check(CreateFunctionRequest request)
    {
        FunctionCode code = request.Code!;
        if (request.PackageType != PackageType.Image)
        {
            return Says(request.ImageConfig) ? FunctionErrors.Invalid(ForImagesOnly)
                : code.ImageUri is null ? null
                : FunctionErrors.Invalid(code.ZipFile is null ? "Please don't provide ImageUri when the intended function PackageType is Zip." : "Please do not provide other FunctionCode parameters when providing a ZipFile.");
        }

        return string.IsNullOrEmpty(code.ImageUri) ? FunctionErrors.Invalid("Please provide ImageUri when creating a function with packageType Image.")
            : code.ZipFile is not null || (code.S3Bucket ?? code.S3Key ?? code.S3ObjectVersion) is not null ? FunctionErrors.Invalid("Please do not provide other FunctionCode parameters when providing an ImageUri.")
            : request.Runtime is not null || !string.IsNullOrEmpty(request.Handler) || request.Layers is { Count: > 0 } ? FunctionErrors.Invalid(NotForImages)
            : null;
    }

    public static AwsError? Check(UpdateFunctionConfigurationRequest request, bool isImage)
    {
        if (!isImage)
        {
            return Says(request.ImageConfig) ? FunctionErrors.Invalid(ForImagesOnly) : null;
        }

        return request.Layers is { Count: > 0 } ? FunctionErrors.Invalid("Lambda layers are not supported for functions created with container images.")
            : request.Runtime is not null || !string.IsNullOrEmpty(request.Handler) ? FunctionErrors.Invalid(NotForImages)
            : null;
    }

    public static AwsError? Check(UpdateFunctionCodeRequest request, bool isImage)
    {
        if (!isImage)
        {
            return request.ImageUri is null ? null : FunctionErrors.Invalid("Please don't provide ImageUri when updating a function with packageType Zip.");
        }

        return string.IsNullOrEmpty(request.ImageUri) || request.ZipFile is not null || (request.S3Bucket ?? request.S3Key) is not null
            ? FunctionErrors.Invalid("Please provide ImageUri when updating a function with packageType Image.")
            : null;
    }

    /// <summary>What is kept of a request's ImageConfig, which replaces all that was said before.</summary>
    public static ImageOverrides? Overrides(ImageConfig? config) => Says(config)
        ? new ImageOverrides { EntryPoint = config!.EntryPoint, Command = config.Command, WorkingDirectory = config.WorkingDirectory }
        : null;

    private static bool Says(ImageConfig? config) => config is { Command.Count: > 0 } or { EntryPoint.Count: > 0 } or { WorkingDirectory.Length: > 0 };
}
