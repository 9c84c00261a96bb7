using System.Buffers.Text;
using System.Text;
using Mayfly.Contracts;

namespace Mayfly.Core.Aws;

/// <summary>
/// The marker between two pages of a list: the key of the last item that was given out, so that what is added or removed meanwhile makes nothing else
/// come twice or be left out.
/// </summary>
internal static class PageMarker
{
    /// <summary>For a marker that cannot be read.</summary>
    public static AwsError Refusal { get; } =
        Contracts.Lambda.LambdaErrors.InvalidParameterValueException("The marker is not one that this operation gave out. List again without it.");

    public static string After(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    /// <summary>Reads the key out of a marker; null when there is none, which begins the list.</summary>
    public static bool TryRead(string? marker, out string? key)
    {
        key = null;
        if (string.IsNullOrEmpty(marker))
        {
            return true;
        }

        if (!Base64Url.IsValid(marker, out int length))
        {
            return false;
        }

        byte[] bytes = new byte[length];
        key = Base64Url.TryDecodeFromChars(marker, bytes, out int written) ? Encoding.UTF8.GetString(bytes, 0, written) : null;
        return key is not null;
    }
}
