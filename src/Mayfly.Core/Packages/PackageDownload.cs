using Microsoft.AspNetCore.Http;

namespace Mayfly.Core.Packages;

/// <summary>Serves a pre-signed link to a package: GET "/_mayfly/packages/TOKEN".</summary>
public sealed class PackageDownload
{
    private readonly PackageLinks _links;
    private readonly IPackageStore _store;

    internal PackageDownload(PackageLinks links, IPackageStore store)
    {
        _links = links;
        _store = store;
    }

    /// <summary>True for the paths that <see cref="HandleAsync"/> is for.</summary>
    public static bool Handles(PathString path) => path.Value?.StartsWith(PackageLinks.PathPrefix, StringComparison.Ordinal) == true;

    /// <summary>Answers the ZIP; 403 for a token that is not valid or no longer; 404 when the package was deleted since.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (!Handles(context.Request.Path) || !_links.TryRead(context.Request.Path.Value![PackageLinks.PathPrefix.Length..], out string packageId))
        {
            await Refuse(context, StatusCodes.Status403Forbidden, "The link is not valid, or no longer: call GetFunction for a new one.");
            return;
        }

        Stream archive;
        try
        {
            archive = await _store.OpenAsync(packageId, context.RequestAborted);
        }
        catch (IOException missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            await Refuse(context, StatusCodes.Status404NotFound, "The package was deleted.");
            return;
        }

        await using (archive)
        {
            context.Response.ContentType = "application/zip";
            context.Response.ContentLength = archive.Length;
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"{packageId}.zip\"";
            context.Response.Headers.CacheControl = "no-store";
            await archive.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }

    private static Task Refuse(HttpContext context, int status, string why)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(why + "\n", context.RequestAborted);
    }
}
