using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Functional.Tests.FunctionUrls;

/// <summary>How tests come by plain requests.</summary>
internal static class PlainRequests
{
    /// <summary>A request to a path of the server, which is sent as it is written.</summary>
    public static PlainRequest Plain(this MayflyServer server, string path)
        => new(new Uri(server.Endpoint.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
}
