using System.Text;
using System.Text.Json;
using Mayfly.Bench.Load.Client;
using Mayfly.Bench.Load.Processes;

namespace Mayfly.Bench.Load.Deployment;

/// <summary>The few operations of the Lambda API that the bench needs, on one connection.</summary>
internal sealed class LambdaApi(int port) : IDisposable
{
    /// <summary>One vCPU, the most that a single-threaded handler can use, so that no measure waits for its CPU share.</summary>
    public const int MemoryMb = 1769;

    public const string Event = """{"name":"you"}""";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly KeepAliveConnection _connection = new(port);

    public static byte[] InvokeRequest(string function, string payload = Event)
        => HttpRequests.ToLambda("POST", $"/2015-03-31/functions/{function}/invocations", payload);

    public static byte[] EventRequest(string function, string payload)
        => HttpRequests.ToLambda("POST", $"/2015-03-31/functions/{function}/invocations", payload, "X-Amz-Invocation-Type: Event\r\n");

    /// <summary>Creates a function and waits until it is active.</summary>
    public async Task CreateAsync(string name, Language language, int memoryMb = MemoryMb)
    {
        StartCreating(name, language, memoryMb);
        await IsActiveAsync(name);
    }

    public async Task IsActiveAsync(string name)
    {
        byte[] look = HttpRequests.ToLambda("GET", $"/2015-03-31/functions/{name}/configuration", "");
        await Condition.HoldsAsync($"function {name} to become active", s_patience, () => StateOf(look) == "Active");
    }

    /// <summary>Creates a function without waiting for it to become active.</summary>
    public void StartCreating(string name, Language language, int memoryMb = MemoryMb)
    {
        string package = Convert.ToBase64String(FunctionPackage.Zip(language, name));
        string body =
            $$$"""
            {"FunctionName":"{{{name}}}","Runtime":"{{{language.Runtime}}}","Handler":"{{{language.Handler}}}","Role":"arn:aws:iam::000000000000:role/bench","MemorySize":{{{memoryMb}}},"Timeout":60,"Code":{"ZipFile":"{{{package}}}"}}
            """;
        Expect(201, HttpRequests.ToLambda("POST", "/2015-03-31/functions", body));
    }

    /// <summary>Sets the function's reserved concurrency.</summary>
    public void Reserve(string name, int concurrency)
        => Expect(200, HttpRequests.ToLambda("PUT", $"/2017-10-31/functions/{name}/concurrency", $$"""{"ReservedConcurrentExecutions":{{concurrency}}}"""));

    public void Delete(string name) => Expect(204, HttpRequests.ToLambda("DELETE", $"/2015-03-31/functions/{name}", ""));

    /// <summary>Invokes and fails unless the handler greets.</summary>
    public void Greet(byte[] request, Language language)
    {
        HttpAnswer answer = _connection.Exchange(request);
        if (answer.Status != 200 || Encoding.UTF8.GetString(answer.Body) != language.Greeting)
        {
            throw new BenchException($"A function did not answer as it should:\n{answer.Describe()}");
        }
    }

    /// <summary>Asks the environment that answered last what it sees of itself.</summary>
    public JsonElement Probe(string function)
    {
        HttpAnswer answer = _connection.Exchange(InvokeRequest(function, """{"probe":true}"""));
        return answer.Status == 200 && answer.Header("X-Amz-Function-Error"u8).IsEmpty
            ? JsonDocument.Parse(answer.Body.ToArray()).RootElement
            : throw new BenchException($"The probe of {function} failed:\n{answer.Describe()}");
    }

    public void Dispose() => _connection.Dispose();

    private string StateOf(byte[] look)
    {
        HttpAnswer answer = _connection.Exchange(look);
        using JsonDocument document = JsonDocument.Parse(answer.Body.ToArray());
        string state = document.RootElement.TryGetProperty("State", out JsonElement value) ? value.GetString() ?? "" : "";
        return state is "Active" or "Pending" ? state : throw new BenchException($"A function cannot become active:\n{Encoding.UTF8.GetString(answer.Body)}");
    }

    private void Expect(int status, byte[] request)
    {
        HttpAnswer answer = _connection.Exchange(request);
        if (answer.Status != status)
        {
            throw new BenchException($"The server should have answered {status}:\n{answer.Describe()}");
        }
    }
}
