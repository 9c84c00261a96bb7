using System.Security.Cryptography;
using System.Text;
using Mayfly.Contracts;
using Mayfly.Core.Functions;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.HotReload;

/// <summary>
/// Functions whose code is a folder of this machine, shown live: S3Bucket "hot-reload", and the folder as S3Key. Whoever may create functions may so read
/// any folder that every user of the host may read, so it is on by default only where nobody but this machine's users can reach the server.
/// </summary>
internal sealed class HotFolders(IOptions<FunctionsOptions> options)
{
    private const string Bucket = "hot-reload";

    /// <summary>Whether a request's code is a folder.</summary>
    public static bool AreMeant(string? bucket) => bucket == Bucket;

    /// <summary>What stands for the folder where a package is told: its digest is that of the path.</summary>
    public static PackageReference Reference(string folder) => new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder))), 0);

    /// <summary>Answers the folder, or why it cannot be shown.</summary>
    public AwsResult<string> Check(string? key)
    {
        if (options.Value.HotReload != true)
        {
            return FunctionErrors.Invalid("Hot reload (S3Bucket hot-reload) shows folders of this machine to functions, and is switched off here. Set Functions:HotReload to true to allow it.");
        }

        if (key is null || !Path.IsPathRooted(key))
        {
            return FunctionErrors.Invalid("For hot reload (S3Bucket hot-reload), S3Key must be the absolute path of a folder on the server's machine.");
        }

        string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(key));
        return Directory.Exists(folder) && folder != "/"
            ? folder
            : FunctionErrors.Invalid($"For hot reload, S3Key must name a folder on the server's machine, and {key} is none that can be shown.");
    }
}
