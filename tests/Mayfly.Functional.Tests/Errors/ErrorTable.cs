using System.Text.Json;
using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Functional.Tests.Errors;

/// <summary>The refusals in errors.json.</summary>
internal static class ErrorTable
{
    private static readonly JsonObject _table = Read();

    public static IReadOnlyList<ErrorRow> Rows { get; } = [.. _table["rows"]!.AsArray().Select(static row => Row(row!.AsObject()))];

    private static JsonObject Read()
    {
        string path = Path.Combine(Repository.Root, "tests", "Mayfly.Functional.Tests", "Errors", "errors.json");
        return JsonNode.Parse(File.ReadAllText(path), documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!.AsObject();
    }

    private static ErrorRow Row(JsonObject row)
    {
        string[] answer = ((string)row["answer"]!).Split(' ');
        return new ErrorRow(
            [.. (row["given"]?.AsArray() ?? []).Select(static step => Request(step is JsonObject request ? request : _table["given"]![(string)step!]!.AsObject()))],
            Request(row),
            int.Parse(answer[0], System.Globalization.CultureInfo.InvariantCulture),
            answer[1],
            row["body"]!.AsObject());
    }

    private static RowRequest Request(JsonObject request)
    {
        string[] line = ((string)request["send"]!).Split(' ', 2);
        string? bytes = (string?)request["bytes"];
        return new RowRequest(
            new HttpMethod(line[0]),
            line[1],
            request["creation"] is JsonObject creation ? Creation(creation) : request["with"],
            bytes is null ? null : Convert.FromBase64String(bytes),
            LeavesUpdating: (bool?)request["inProgress"] == true);
    }

    /// <summary>A CreateFunction that would be taken but for these members.</summary>
    private static JsonObject Creation(JsonObject members)
    {
        JsonObject creation = new()
        {
            ["FunctionName"] = "refused",
            ["Runtime"] = "<runtime>",
            ["Handler"] = "index.handler",
            ["Role"] = FunctionCalls.Role,
            ["Code"] = new JsonObject { ["ZipFile"] = "<zip>" },
        };
        foreach ((string name, JsonNode? value) in members)
        {
            creation[name] = value?.DeepClone();
        }

        return creation;
    }
}
