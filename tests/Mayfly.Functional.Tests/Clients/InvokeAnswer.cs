using System.Text;
using System.Text.Json.Nodes;

namespace Mayfly.Functional.Tests.Clients;

/// <summary>The answer of an Invoke.</summary>
internal sealed record InvokeAnswer(int Status, string? FunctionError, string? ExecutedVersion, string Payload, string? LogTail)
{
    public JsonNode? Json => JsonNode.Parse(Payload);

    /// <summary>The error document of a function that failed.</summary>
    public JsonObject Error
    {
        get
        {
            Assert.Equal("Unhandled", FunctionError);
            return Json!.AsObject();
        }
    }

    public static InvokeAnswer From(RawAnswer answer)
        => new(answer.Status, answer.Header("X-Amz-Function-Error"), answer.Header("X-Amz-Executed-Version"), answer.Text, LogTail: null);

    public static InvokeAnswer From(JsonObject answer)
    {
        JsonNode body = answer["body"]!;
        string? log = (string?)body["LogResult"];
        return new InvokeAnswer(
            (int)answer["status"]!,
            (string?)body[nameof(FunctionError)],
            (string?)body[nameof(ExecutedVersion)],
            Blob.Text(body[nameof(Payload)]),
            log is null ? null : Encoding.UTF8.GetString(Convert.FromBase64String(log)));
    }
}
