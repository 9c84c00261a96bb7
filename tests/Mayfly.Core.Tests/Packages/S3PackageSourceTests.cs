using Mayfly.Core.Packages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Tests.Packages;

/// <summary>Against a small server that answers as S3 does.</summary>
public sealed class S3PackageSourceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_object_is_fetched_by_bucket_key_and_version()
    {
        await using WebApplication s3 = await StartAsync(context =>
        {
            Assert.Equal("/bucket/path/to%20my.zip", context.Request.Path.ToUriComponent());
            Assert.Equal("v1", context.Request.Query["versionId"]);
            return context.Response.WriteAsync("the archive", Cancel);
        });
        using S3PackageSource source = Source(s3.Urls.First());

        (PackageFault? fault, ReadOnlyMemory<byte> archive) = await source.FetchAsync("bucket", "path/to my.zip", "v1", Cancel);

        Assert.Null(fault);
        Assert.Equal("the archive"u8.ToArray(), archive.ToArray());
    }

    [Theory]
    [InlineData("NoSuchBucket", "The specified bucket does not exist")]
    [InlineData("NoSuchKey", "The specified key does not exist.")]
    public async Task Errors_of_S3_are_told_as_AWS_tells_them(string code, string message)
    {
        await using WebApplication s3 = await StartAsync(context =>
        {
            context.Response.StatusCode = 404;
            context.Response.ContentType = "application/xml";
            return context.Response.WriteAsync($"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>{message}</Message></Error>", Cancel);
        });
        using S3PackageSource source = Source(s3.Urls.First());

        (PackageFault? fault, _) = await source.FetchAsync("bucket", "key", null, Cancel);

        Assert.Equal($"Error occurred while GetObject. S3 Error Code: {code}. S3 Error Message: {message}", fault?.Message);
    }

    [Fact]
    public async Task An_object_too_large_to_be_a_package_is_not_read()
    {
        await using WebApplication s3 = await StartAsync(context =>
        {
            context.Response.ContentLength = 300_000_000;
            return context.Response.Body.WriteAsync(new byte[10], Cancel).AsTask();
        });
        using S3PackageSource source = Source(s3.Urls.First());

        (PackageFault? fault, _) = await source.FetchAsync("bucket", "key", null, Cancel);

        Assert.Equal("Unzipped size must be smaller than 262144000 bytes", fault?.Message);
    }

    private static S3PackageSource Source(string url) => new(Options.Create(new S3SourceOptions { ServiceUrl = url, AccessKey = "test", SecretKey = "test" }));

    private static async Task<WebApplication> StartAsync(RequestDelegate answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        app.Run(answer);
        await app.StartAsync(Cancel);
        return app;
    }
}
