using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.CodeSigning;

/// <summary>Finds all faults of <see cref="CodeSigningOptions"/> at start-up, the keys' files among them.</summary>
internal sealed class CodeSigningOptionsValidator : IValidateOptions<CodeSigningOptions>
{
    public ValidateOptionsResult Validate(string? name, CodeSigningOptions options)
    {
        List<string> faults = [];
        foreach (SigningProfileOptions profile in options.Profiles)
        {
            if (profile.Arn.Split(':') is not ["arn", _, "signer", _, _, _, ..])
            {
                faults.Add($"CodeSigning:Profiles: '{profile.Arn}' is not the ARN of a signing profile's version.");
            }

            if (profile.Keys.Count == 0)
            {
                faults.Add($"CodeSigning:Profiles: {profile.Arn} has no Keys: name the PEM files of its certificates or public keys.");
            }

            faults.AddRange(profile.Keys.Select(FaultOf).OfType<string>());
        }

        faults.AddRange(options.Revoked.Where(static arn => !arn.StartsWith("arn:", StringComparison.Ordinal)).Select(static arn => $"CodeSigning:Revoked: '{arn}' is not an ARN."));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static string? FaultOf(string file)
    {
        try
        {
            return KeyFiles.Read(file).Count > 0 ? null : $"CodeSigning:Profiles: the key file {file} has neither a certificate nor a public key in PEM.";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return $"CodeSigning:Profiles: the key file {file} cannot be used: {failure.Message}";
        }
    }
}
