using Microsoft.Extensions.Primitives;

namespace Mayfly.Core.Aws;

/// <summary>
/// Reads whom a request speaks for out of its SigV4 credential, in the Authorization header or the X-Amz-Credential parameter:
/// ACCESS-KEY-ID/DATE/REGION/SERVICE/aws4_request. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
/// </summary>
public static class CredentialScope
{
    public const string DefaultAccount = "000000000000";
    public const string DefaultRegion = "us-east-1";

    /// <summary>An access key id of twelve digits names the account itself; everything else speaks for the default account.</summary>
    public static AwsIdentity Read(StringValues authorization, StringValues presignedCredential)
    {
        ReadOnlySpan<char> header = authorization.Count > 0 ? authorization[0] : null;
        int start = header.IndexOf("Credential=", StringComparison.Ordinal);
        ReadOnlySpan<char> credential = start >= 0 ? header[(start + "Credential=".Length)..] : presignedCredential.Count > 0 ? presignedCredential[0] : null;
        int end = credential.IndexOfAny(',', ' ');
        if (end >= 0)
        {
            credential = credential[..end];
        }

        // The access key id may itself hold slashes; the scope is the last four parts.
        Span<Range> parts = stackalloc Range[16];
        int count = credential.Split(parts, '/');
        if (count < 5)
        {
            return new AwsIdentity(DefaultAccount, DefaultRegion, null);
        }

        ReadOnlySpan<char> key = credential[parts[0]];
        ReadOnlySpan<char> region = credential[parts[count - 3]];
        ReadOnlySpan<char> service = credential[parts[count - 2]];
        return new AwsIdentity(AccountOf(key), RegionOf(region), ServiceOf(service));
    }

    private static string AccountOf(ReadOnlySpan<char> key)
        => key.Length == 12 && !key.ContainsAnyExceptInRange('0', '9') && key is not DefaultAccount ? key.ToString() : DefaultAccount;

    private static string RegionOf(ReadOnlySpan<char> region) => region is DefaultRegion ? DefaultRegion : IsRegion(region) ? region.ToString() : DefaultRegion;

    /// <summary>A region becomes part of ARNs and of folder names: nothing but what regions are made of passes.</summary>
    private static bool IsRegion(ReadOnlySpan<char> region)
    {
        if (region.Length is < 3 or > 32)
        {
            return false;
        }

        foreach (char letter in region)
        {
            if (letter is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
            {
                return false;
            }
        }

        return true;
    }

    private static string ServiceOf(ReadOnlySpan<char> service) => service switch
    {
        "lambda" => "lambda",
        "logs" => "logs",
        _ => service.ToString(),
    };
}
