using Mayfly.Core.Sockets;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.AwsServices;

/// <summary>The clients of all services.</summary>
internal sealed class AwsServiceClients : IDisposable
{
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http = new(OutboundConnections.NewHandler()) { Timeout = _timeout };

    public AwsServiceClients(IOptions<AwsServicesOptions> options, TimeProvider time)
    {
        Sqs = new AwsServiceClient(_http, "sqs", options.Value.Sqs, time);
        Sns = new AwsServiceClient(_http, "sns", options.Value.Sns, time);
        EventBridge = new AwsServiceClient(_http, "events", options.Value.EventBridge, time);
        S3 = new AwsServiceClient(_http, "s3", options.Value.S3, time);
    }

    public AwsServiceClient Sqs { get; }

    public AwsServiceClient Sns { get; }

    public AwsServiceClient EventBridge { get; }

    public AwsServiceClient S3 { get; }

    public void Dispose() => _http.Dispose();
}
