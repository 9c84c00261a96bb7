using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mayfly.Cli.Signing;

namespace Mayfly.Cli.Commands;

/// <summary>mayfly sign: signs a deployment package or a layer for functions that have a code signing configuration. Needs no server.</summary>
internal static class SignCommand
{
    /// <summary>As long as AWS Signer's signatures are valid at most, and unless told otherwise.</summary>
    private const int LongestValidityMonths = 135;

    public static Command Create()
    {
        Argument<FileInfo> package = new("PACKAGE") { Description = "The ZIP archive to sign." };
        Option<FileInfo> key = new("--key") { Description = "The private key, PEM: RSA or ECDSA.", HelpName = "FILE", Required = true };
        Option<FileInfo> certificate = new("--certificate") { Description = "The key's certificate, PEM.", HelpName = "FILE", Required = true };
        Option<string> profile = new("--profile") { Description = "The ARN of the signing profile's version, as the server's CodeSigning:Profiles has it.", HelpName = "ARN", Required = true };
        Option<int> months = new("--validity-months") { Description = "For how long the signature is valid.", DefaultValueFactory = _ => LongestValidityMonths };
        Option<FileInfo?> output = new("--output", "-o") { Description = "Where to write the signed package; PACKAGE with .signed.zip in place of .zip when not given.", HelpName = "FILE" };
        months.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: { } text }] && !(int.TryParse(text, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= LongestValidityMonths))
            {
                result.AddError($"--validity-months is between 1 and {LongestValidityMonths}, not '{text}'.");
            }
        });
        profile.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: { } arn }] && arn.Split(':') is not ["arn", _, "signer", _, _, ..])
            {
                result.AddError($"'{arn}' is not the ARN of a signing profile's version, such as arn:aws:signer:us-east-1:000000000000:/signing-profiles/build/0123456789.");
            }
        });
        Command command = new("sign", "Sign a deployment package or a layer. Prints the signing job's ARN, by which the signature can be revoked.") { package, key, certificate, profile, months, output };
        command.SetAction(result => Run(
            result.GetValue(package)!, result.GetValue(output), result.GetValue(key)!, result.GetValue(certificate)!, result.GetValue(profile)!, result.GetValue(months)));
        return command;
    }

    private static int Run(FileInfo package, FileInfo? output, FileInfo key, FileInfo certificate, string profile, int months)
    {
        string target = output?.FullName ?? Path.ChangeExtension(package.FullName, ".signed.zip");
        string unfinished = $"{target}.{Guid.NewGuid():N}";
        try
        {
            using X509Certificate2 signer = X509Certificate2.CreateFromPemFile(certificate.FullName, key.FullName);
            DateTimeOffset now = TimeProvider.System.GetUtcNow();
            SigningRequest request = new(signer, profile, JobOf(profile), now, now.AddMonths(months));
            File.WriteAllBytes(unfinished, File.ReadAllBytes(package.FullName));
            using (FileStream archive = File.Open(unfinished, FileMode.Open, FileAccess.ReadWrite))
            {
                PackageSigner.Sign(archive, request);
            }

            File.Move(unfinished, target, overwrite: true);
            Console.Out.WriteLine(request.Job);
            return 0;
        }
        catch (Exception fault) when (fault is SigningException or IOException or InvalidDataException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            File.Delete(unfinished);
            Console.Error.WriteLine($"mayfly: {package.Name} cannot be signed: {fault.Message}");
            return 1;
        }
    }

    /// <summary>A job of the profile's account and region.</summary>
    private static string JobOf(string profile)
    {
        string[] parts = profile.Split(':');
        return $"{string.Join(':', parts[..5])}:/signing-jobs/{Guid.NewGuid()}";
    }
}
