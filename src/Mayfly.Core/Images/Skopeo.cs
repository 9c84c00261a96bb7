using System.Diagnostics;
using System.Text.RegularExpressions;
using Mayfly.Core.Images.Oci;

namespace Mayfly.Core.Images;

/// <summary>Runs the program skopeo, and reads out of what it says why it failed.</summary>
internal static partial class Skopeo
{
    // not the PATH of whoever started the server: it runs with the server's rights and credentials
    private static readonly string[] _places = ["/usr/local/bin/skopeo", "/usr/bin/skopeo", "/bin/skopeo"];

    /// <summary>Answers what it wrote.</summary>
    /// <param name="program">Where it is; null for where systems have it.</param>
    /// <param name="uri">The image, for messages.</param>
    /// <param name="arguments">Of the program.</param>
    /// <param name="patience">How long it may take.</param>
    /// <param name="temporaryFolder">Where it may put what is too large for memory; null for where it likes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ImageException">It failed, or is not there.</exception>
    public static async Task<byte[]> RunAsync(string? program, ImageUri uri, string[] arguments, TimeSpan patience, string? temporaryFolder, CancellationToken cancellationToken)
    {
        string found = Array.Find(program is null ? _places : [program], File.Exists) ?? throw new ImageException(
            ImageFault.Unavailable,
            "Images from registries need the program skopeo on the server's machine, and it was not found there. Install it (apt-get install skopeo, dnf install skopeo), or name a folder in the OCI image layout (oci:/PATH:TAG).");
        ProcessStartInfo start = new(found, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = "/" };
        if (temporaryFolder is not null)
        {
            start.Environment["TMPDIR"] = temporaryFolder;
        }

        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        try
        {
            Task<string> complaints = process.StandardError.ReadToEndAsync(limit.Token);
            byte[] output = await ReadAsync(process.StandardOutput.BaseStream, limit.Token);
            string said = await complaints;
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 ? output : throw Failure(uri, said);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ImageException(ImageFault.Unavailable, $"The registry {uri.Registry} did not answer within {patience.TotalSeconds} seconds.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using MemoryStream output = new();
        byte[] buffer = new byte[16 * 1024];
        for (int count = await stream.ReadAsync(buffer, cancellationToken); count > 0; count = await stream.ReadAsync(buffer, cancellationToken))
        {
            output.Write(buffer, 0, count);
            if (output.Length > OciJson.LargestDocument)
            {
                throw new ImageException(ImageFault.Invalid, "One of the image's documents is larger than any builder writes it.");
            }
        }

        return output.ToArray();
    }

    private static ImageException Failure(ImageUri uri, string said)
    {
        ImageFault fault = NotFound().IsMatch(said) ? ImageFault.NotFound
            : Denied().IsMatch(said) ? ImageFault.AccessDenied
            : ImageFault.Unavailable;
        Match message = Message().Match(said);
        return new ImageException(fault, $"The registry {uri.Registry} could not be read from: {(message.Success ? message.Groups["text"].Value : said.Trim())}");
    }

    [GeneratedRegex("manifest unknown|name unknown|repository .*not (found|exist)|blob unknown|status code 404|404 \\(?Not Found", RegexOptions.IgnoreCase)]
    private static partial Regex NotFound();

    [GeneratedRegex("unauthorized|denied|authentication required|invalid username/password|no basic auth|status code 40[13]|40[13] \\(?(Unauthorized|Forbidden)", RegexOptions.IgnoreCase)]
    private static partial Regex Denied();

    // its log's last line: time="…" level=fatal msg="…"
    [GeneratedRegex("level=fatal msg=\"(?<text>.*)\"", RegexOptions.IgnoreCase | RegexOptions.RightToLeft)]
    private static partial Regex Message();
}
