using System.Globalization;
using System.Security.Cryptography;
using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Functions;

namespace Mayfly.Core.FunctionUrls;

/// <summary>Function URLs on a function's entry: finding, replacing, showing them.</summary>
internal static class FunctionUrlConfigs
{
    private const string UrlLetters = "abcdefghijklmnopqrstuvwxyz0123456789";

    public static AwsError NoFunction { get; } = LambdaErrors.ResourceNotFoundException("Function does not exist");

    public static AwsError NoResource { get; } = LambdaErrors.ResourceNotFoundException("The resource you requested does not exist.");

    public static FunctionUrlRecord? Url(this FunctionEntry entry, string? qualifier) =>
        entry.Resources.Urls.FirstOrDefault(url => url.Qualifier == (qualifier ?? FunctionVersions.Latest));

    /// <summary>With that URL in place of the one before.</summary>
    public static FunctionResources With(this FunctionResources resources, FunctionUrlRecord url) => resources with
    {
        Urls = [.. resources.Urls.Where(one => one.Qualifier != url.Qualifier).Append(url).OrderBy(static one => one.Qualifier, StringComparer.Ordinal)],
    };

    public static string NewId() => RandomNumberGenerator.GetString(UrlLetters, 32);

    /// <summary>As lists show it; the other answers have the same members or fewer.</summary>
    public static FunctionUrlConfig Show(FunctionKey function, FunctionUrlRecord url, PublicAddress address) => new()
    {
        FunctionUrl = address.ResolveHost(LabelsOf(function, url)),
        FunctionArn = url.Qualifier == FunctionVersions.Latest ? function.Arn : $"{function.Arn}:{url.Qualifier}",
        AuthType = new FunctionUrlAuthType(url.AuthType),
        Cors = url.Cors,
        InvokeMode = url.Streams ? InvokeMode.ResponseStream : InvokeMode.Buffered,
        CreationTime = Time(url.Created),
        LastModifiedTime = Time(url.LastModified),
    };

    /// <summary>The URL's host, without its port.</summary>
    public static string HostOf(FunctionKey function, FunctionUrlRecord url, PublicAddress address) => new Uri(address.ResolveHost(LabelsOf(function, url))).Host;

    private static string LabelsOf(FunctionKey function, FunctionUrlRecord url) => $"{url.UrlId}.lambda-url.{function.Region}";

    private static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
