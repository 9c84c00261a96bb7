using Mayfly.Contracts.Lambda;
using Mayfly.Core.Images;

namespace Mayfly.Core.Functions;

/// <summary>Why a function's code could not be put in place, as its state tells it.</summary>
/// <param name="Reason">A sentence.</param>
/// <param name="Code">AWS's StateReasonCode; null for an internal error.</param>
internal sealed record ActivationFailure(string Reason, string? Code)
{
    public static ActivationFailure Of(Exception failure) => failure is ImageException image
        ? new ActivationFailure(
            image.Message,
            image.Fault switch
            {
                ImageFault.NotFound => StateReasonCode.ImageDeleted.Value,
                ImageFault.AccessDenied => StateReasonCode.ImageAccessDenied.Value,
                ImageFault.Unavailable => null,
                _ => StateReasonCode.InvalidImage.Value,
            })
        : new ActivationFailure(failure.Message, Code: null);
}
