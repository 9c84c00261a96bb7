using Mayfly.Contracts;
using Mayfly.Core.Functions;
using Mayfly.Sandbox;

namespace Mayfly.Core.Images;

/// <summary>Takes in what a request says of an image: finds out what its URI means now, and refuses what cannot be run, as AWS does.</summary>
internal sealed class ImageIntake(ImageSources sources, ISandboxHost sandboxes)
{
    /// <summary>Answers the image, or the refusal as AWS words it.</summary>
    public async Task<AwsResult<ImageReference>> ReadAsync(string text, CancellationToken cancellationToken)
    {
        if (!sandboxes.CanChangeRoot)
        {
            return FunctionErrors.Invalid("Container images need isolated sandboxes, and this server runs functions as plain processes (--sandbox process).");
        }

        if (!ImageUri.TryParse(text, out ImageUri? uri))
        {
            return FunctionErrors.Invalid(
                $"Source image {text} is not valid. Provide a valid source image. Here that is HOST/REPOSITORY:TAG, HOST/REPOSITORY@sha256:DIGEST, or oci:/PATH:TAG for a folder of the server's machine in the OCI image layout.");
        }

        try
        {
            return new ImageReference(text, (await sources.ResolveAsync(uri, cancellationToken)).Digest);
        }
        catch (ImageException refused)
        {
            return Refusal(text, refused);
        }
        catch (IOException failure)
        {
            return FunctionErrors.Invalid($"Source image {text} cannot be read: {failure.Message}");
        }
    }

    private static AwsError Refusal(string text, ImageException refused) => refused.Fault switch
    {
        ImageFault.NotFound => FunctionErrors.Invalid($"Source image {text} does not exist. Provide a valid source image. ({refused.Message})"),
        ImageFault.AccessDenied => CommonErrors.AccessDeniedException($"Lambda does not have permission to access the ECR image. Check the ECR permissions. ({refused.Message})"),
        ImageFault.Unsupported => FunctionErrors.Invalid($"The image manifest, config or layer media type for the source image {text} is not supported. ({refused.Message})"),
        ImageFault.Unavailable => FunctionErrors.Invalid($"Source image {text} cannot be read now. {refused.Message}"),
        ImageFault.OtherArchitecture => FunctionErrors.Invalid($"Source image {text} cannot be run on this machine: {refused.Message}."),
        _ => FunctionErrors.Invalid($"Source image {text} is not valid. Provide a valid source image. ({refused.Message})"),
    };
}
