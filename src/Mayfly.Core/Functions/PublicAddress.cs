using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Functions;

/// <summary>Where callers reach this server, for the links in its answers: what the operator says, or else the address that it listens on.</summary>
internal sealed class PublicAddress(IOptions<FunctionsOptions> options, IServer server)
{
    /// <summary>The absolute URL of a path on this server.</summary>
    public string Resolve(string path) => new Uri(Base(), path).AbsoluteUri;

    /// <summary>The URL of a host of ours below this server's; below localhost where the server has an address and no name.</summary>
    public string ResolveHost(string labels)
    {
        Uri root = Base();
        string parent = root.HostNameType == UriHostNameType.Dns ? root.Host : "localhost";
        return new UriBuilder(root.Scheme, $"{labels}.{parent}", root.Port, "/").Uri.AbsoluteUri;
    }

    private Uri Base()
    {
        if (options.Value.PublicUrl is { } told)
        {
            return new Uri(told);
        }

        string? listening = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        return listening is null
            ? new Uri("http://127.0.0.1")
            : new Uri(listening.Replace("//+", "//127.0.0.1", StringComparison.Ordinal).Replace("//*", "//127.0.0.1", StringComparison.Ordinal).Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal).Replace("//[::]", "//[::1]", StringComparison.Ordinal));
    }
}
