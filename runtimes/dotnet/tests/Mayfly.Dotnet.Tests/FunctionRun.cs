using System.Text;
using System.Text.Json.Nodes;

namespace Mayfly.Dotnet.Tests;

/// <summary>What the client said and did.</summary>
internal sealed class FunctionRun
{
    public List<ApiRequest> Requests { get; } = [];

    /// <summary>The bytes as they arrived, read by read.</summary>
    public List<byte[]> Reads { get; } = [];

    /// <summary>Null when the function answered everything and was ended by the test.</summary>
    public int? ExitCode { get; set; }

    public string StandardOutput { get; set; } = "";

    public string StandardError { get; set; } = "";

    /// <summary>Messages from the telemetry pipe, each with its end of line.</summary>
    public List<string> Frames { get; } = [];

    public IReadOnlyList<ApiRequest> Answers => [.. Requests.Where(request => request.Method == "POST")];

    public string Text(int index = 0) => Encoding.UTF8.GetString(Answers[index].Body);

    public JsonNode? Answer(int index = 0) => JsonNode.Parse(Text(index));
}

/// <summary>A request that the client made.</summary>
internal sealed record ApiRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body);
