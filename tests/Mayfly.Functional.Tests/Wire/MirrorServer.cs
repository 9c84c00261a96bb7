using System.Net;
using System.Text.Json.Nodes;
using Mayfly.Contracts.Operations;
using Mayfly.Contracts.Routing;

namespace Mayfly.Functional.Tests.Wire;

/// <summary>Reads every request by our contracts, keeps what it said, and answers with a sample of the operation's output.</summary>
internal sealed class MirrorServer(bool full) : LocalHttp
{
    /// <summary>What the last request said.</summary>
    public JsonNode? Received { get; private set; }

    /// <summary>What was answered.</summary>
    public JsonNode? Answered { get; private set; }

    protected override async Task AnswerAsync(HttpListenerRequest request, byte[] body, HttpListenerResponse response)
    {
        WireOperation operation = WireOperation.Of(request.HttpMethod, request.RawUrl!, out OperationMatch match);
        string? question = request.RawUrl!.Split('?', 2) is [_, { } query] ? query : "";
        Received = operation.Read(new HttpWire(question, name => request.Headers[name], body), match);
        Answered = ServiceModel.Ours.Output(operation.Name) is { } shape ? new ModelSamples(ServiceModel.Ours, full).Make(shape) : null;
        Sink sink = new(response);
        operation.Write(Answered, sink);
        Settle(ServiceModel.Ours, operation.Name, sink.Status);
        await response.OutputStream.WriteAsync(sink.Body);
    }

    /// <summary>A status is a member of some outputs, and not any number will do.</summary>
    private void Settle(ServiceModel model, string operation, int status)
    {
        foreach ((string name, JsonObject member, string _) in model.Output(operation) is { } shape ? model.Members(shape) : [])
        {
            if ((string?)member["location"] == "statusCode")
            {
                Answered![name] = status;
            }
        }
    }

    private sealed class Sink(HttpListenerResponse response) : IOperationResponse
    {
        public int Status { get; private set; }

        public byte[] Body { get; private set; } = [];

        public void SetStatus(int status) => response.StatusCode = Status = status is >= 200 and < 300 ? status : 200;

        public void SetHeader(string name, string value) => response.Headers[name] = value;

        public void WriteBody(string contentType, ReadOnlySpan<byte> body)
        {
            response.ContentType = contentType;
            Body = body.ToArray();
        }
    }
}
