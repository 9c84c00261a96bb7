using System.Globalization;
using System.Text;
using Mayfly.Dotnet.Errors;

namespace Mayfly.Dotnet.RuntimeApi;

/// <summary>The Runtime API. What is said most, "here is the answer, what is next?", is two pipelined requests in one write.</summary>
internal sealed class RuntimeApiClient
{
    private const string Invocation = "/2018-06-01/runtime/invocation/";
    private const int CopiedBytes = 32 * 1024;
    private readonly HttpConnection _http;
    private readonly string _tail;
    private readonly byte[] _next;
    private readonly byte[] _send = new byte[CopiedBytes + 1024];

    /// <param name="address">host:port.</param>
    public RuntimeApiClient(string address)
    {
        int colon = address.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port))
        {
            throw new ConnectionLostException($"AWS_LAMBDA_RUNTIME_API is '{address}', not host:port.");
        }

        _http = new HttpConnection(address[..colon], port);
        _tail = $" HTTP/1.1\r\nHost: {address}\r\n";
        _next = Encoding.ASCII.GetBytes($"GET {Invocation}next{_tail}\r\n");
    }

    /// <summary>Waits until this sandbox is given to a function; returns what it is to become, JSON.</summary>
    public byte[] Claim()
    {
        _http.Send(Encoding.ASCII.GetBytes($"GET /mayfly/stem/claim{_tail}\r\n"));
        HttpAnswer answer = _http.Read();
        return answer.Status == 200 ? answer.Body : throw new ConnectionLostException($"The stem's claim was answered with status {answer.Status}.");
    }

    /// <summary>Asks for the first event; later ones are asked for together with an answer.</summary>
    public HttpAnswer Next()
    {
        _http.Send(_next);
        return ReadEvent();
    }

    /// <summary>Answers with all that the stream holds, and returns the next event.</summary>
    public HttpAnswer Respond(string requestId, MemoryStream result)
    {
        // A handler's serializer may have closed the stream; what is in it can be had all the same.
        ArraySegment<byte> body = result.TryGetBuffer(out ArraySegment<byte> written) ? written : result.ToArray();
        SendAndAskForNext($"POST {Invocation}{requestId}/response{_tail}Content-Type: application/json\r\nContent-Length: {body.Count}\r\n\r\n", body);
        _http.Read(); // whatever it says: the answer is given
        return ReadEvent();
    }

    /// <summary>Reports a failed invocation, and returns the next event.</summary>
    public HttpAnswer Fail(string requestId, ErrorDocument error)
    {
        SendAndAskForNext(ReportHead($"{Invocation}{requestId}/error", error), error.Json);
        _http.Read();
        return ReadEvent();
    }

    /// <summary>Reports that the function cannot be started.</summary>
    public void FailInit(ErrorDocument error)
    {
        _http.Send([Encoding.ASCII.GetBytes(ReportHead("/2018-06-01/runtime/init/error", error)), error.Json]);
        _http.Read();
    }

    private HttpAnswer ReadEvent()
    {
        HttpAnswer answer = _http.Read();
        return answer.Status == 200 ? answer : throw new ConnectionLostException($"Asking for the next event was answered with status {answer.Status}.");
    }

    private void SendAndAskForNext(string head, ArraySegment<byte> body)
    {
        if (body.Count > CopiedBytes)
        {
            _http.Send([Encoding.ASCII.GetBytes(head), body, _next]);
            return;
        }

        byte[] buffer = head.Length + body.Count + _next.Length <= _send.Length ? _send : new byte[head.Length + body.Count + _next.Length];
        int length = Encoding.ASCII.GetBytes(head, buffer);
        body.AsSpan().CopyTo(buffer.AsSpan(length));
        length += body.Count;
        _next.CopyTo(buffer, length);
        _http.Send(buffer.AsSpan(0, length + _next.Length));
    }

    private string ReportHead(string path, ErrorDocument error)
        => $"POST {path}{_tail}Content-Type: application/vnd.aws.lambda.error+json\r\nLambda-Runtime-Function-Error-Type: {HeaderText(error.Type)}\r\nContent-Length: {error.Json.Length}\r\n\r\n";

    /// <summary>A type's name may be any text: nothing in it may break out of its header line.</summary>
    private static string HeaderText(string text)
        => string.Create(Math.Min(text.Length, 1024), text, static (to, from) =>
        {
            for (int i = 0; i < to.Length; i++)
            {
                to[i] = from[i] is >= ' ' and <= '~' ? from[i] : '?';
            }
        });
}
