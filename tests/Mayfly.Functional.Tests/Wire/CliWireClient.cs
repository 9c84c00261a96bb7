using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mayfly.Functional.Tests.Clients;

namespace Mayfly.Functional.Tests.Wire;

/// <summary>The `aws` command.</summary>
internal sealed partial class CliWireClient() : WireClient(Boto3WireClient.ReadModel("awscli"))
{
    private static readonly Lazy<CliWireClient> _instance = new(static () => new CliWireClient());

    public static CliWireClient Instance => _instance.Value;

    public override async Task<JsonObject> CallAsync(Uri endpoint, string account, string operation, JsonObject parameters)
    {
        string folder = Directory.CreateTempSubdirectory("mayfly-cli-").FullName;
        try
        {
            string payload = Path.Combine(folder, "payload");
            string? streamed = Model.Output(operation) is { } shape ? (string?)Model.Shape(shape)["payload"] : null;
            string[] input = streamed is null ? Document(folder, parameters) : [.. Options(parameters), payload];
            (int status, string output, string errors) = await new AwsCli(endpoint, AwsClient.DefaultRegion, account)
                .TryAsync(["lambda", Dashed(operation), "--no-paginate", "--output", "json", .. input]);
            if (status != 0)
            {
                throw Refusal(errors);
            }

            JsonObject answer = output.Trim().Length == 0 ? [] : JsonNode.Parse(output)!.AsObject();
            if (streamed is not null)
            {
                answer[streamed] = Blob.Of(await File.ReadAllBytesAsync(payload));
            }

            return answer;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] Document(string folder, JsonObject parameters)
    {
        string path = Path.Combine(folder, "input.json");
        File.WriteAllText(path, Texts(parameters)!.ToJsonString());
        return ["--cli-input-json", $"file://{path}"];
    }

    /// <summary>A command whose result goes to a file takes no document.</summary>
    private static IEnumerable<string> Options(JsonObject parameters) => parameters.SelectMany(static member => new[] { "--" + Dashed(member.Key), (string)Texts(member.Value)! });

    private static string Dashed(string name) => CapitalLetter().Replace(name, "-$0")[1..].ToLowerInvariant();

    /// <summary>The command takes bytes as base64, and times as text.</summary>
    private static JsonNode? Texts(JsonNode? node) => node switch
    {
        JsonObject bytes when bytes["$bytes"] is { } base64 => base64.DeepClone(),
        JsonObject time when time["$time"] is { } seconds => DateTimeOffset.FromUnixTimeSeconds((long)seconds).ToString("O", CultureInfo.InvariantCulture),
        JsonObject members => new JsonObject(members.Select(static member => KeyValuePair.Create(member.Key, Texts(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Texts)]),
        _ => node?.DeepClone(),
    };

    private static AwsCallException Refusal(string errors)
    {
        Match said = Said().Match(errors);
        return said.Success
            ? new AwsCallException(said.Groups["code"].Value, said.Groups["message"].Value.Trim(), 400, null)
            : new AwsCallException("aws", errors, 0, null);
    }

    [GeneratedRegex("[A-Z]")]
    private static partial Regex CapitalLetter();

    [GeneratedRegex(@"An error occurred \((?<code>\w+)\) when calling the \w+ operation(?: \([^)]*\))?: (?<message>.*)", RegexOptions.Singleline)]
    private static partial Regex Said();
}
