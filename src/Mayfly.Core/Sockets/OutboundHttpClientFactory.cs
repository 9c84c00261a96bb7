using Amazon.Runtime;

namespace Mayfly.Core.Sockets;

/// <summary>Gives the AWS SDK its HTTP clients, over <see cref="OutboundConnections"/>.</summary>
internal sealed class OutboundHttpClientFactory : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        HttpClient client = new(OutboundConnections.NewHandler());
        if (clientConfig.Timeout is { } timeout)
        {
            client.Timeout = timeout;
        }

        return client;
    }
}
