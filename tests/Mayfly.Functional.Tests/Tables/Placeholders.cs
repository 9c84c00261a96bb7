using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mayfly.Contracts.Lambda;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Tables;

/// <summary>Fills what stands in angle brackets in the texts of a table.</summary>
/// <param name="account">The row's account.</param>
/// <param name="function">The name of its function.</param>
internal sealed partial class Placeholders(string account, string function)
{
    private static int _lastAccount;
    private static readonly ConcurrentDictionary<int, string> _packages = new();
    private static readonly Lazy<JsonNode> _shapes = new(static () => JsonNode.Parse(File.ReadAllText(
        Path.Combine(Repository.Root, "src", "Mayfly.Contracts", "Model", "lambda-2015-03-31.json")))!["shapes"]!);

    /// <summary>The package of every function here.</summary>
    public static FunctionSource Source { get; } = FunctionSource.Node("exports.handler = async () => 1;");

    /// <summary>What earlier answers had, by the names that the table gives it.</summary>
    public Dictionary<string, string> Kept { get; } = [];

    /// <summary>An account that nobody else uses.</summary>
    public static string NewAccount() => string.Create(CultureInfo.InvariantCulture, $"{700_000_000_000 + Interlocked.Increment(ref _lastAccount)}");

    public string Fill(string text) => Placeholder().Replace(text, match => ValueOf(match.Groups["name"].Value, match.Groups["argument"].Value));

    /// <summary>A copy, all of its texts filled.</summary>
    public JsonNode? Fill(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Fill(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Fill)]),
        JsonValue value when value.TryGetValue(out string? text) => text == "<51 tags>" ? ManyTags(51) : JsonValue.Create(Fill(text)),
        _ => node?.DeepClone(),
    };

    private string ValueOf(string name, string argument) => name switch
    {
        "account" => account,
        "arn" => $"arn:aws:lambda:us-east-1:{account}",
        "function" => function,
        "kept" => Kept[argument],
        "architecture" => System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "x86_64",
        "layer" => $"{function}-layer",
        "runtime" => Source.Runtime,
        "runtimes" => string.Join(", ", Runtime.Known),
        "sha256" => Convert.ToBase64String(SHA256.HashData(Source.Archive)),
        "zip" => argument.Length == 0 ? Convert.ToBase64String(Source.Archive) : _packages.GetOrAdd(Number(argument), PackageOf),
        "files" => Convert.ToBase64String(Archive.Of([("index.js", $"exports.handler = async () => '{Guid.NewGuid()}';"), .. Enumerable.Range(0, Number(argument)).Select(static file => ($"{file}", ""))])),
        "x" => new string('x', Number(argument)),
        "pattern" => (string)_shapes.Value[argument]!["pattern"]!,
        _ => throw new InvalidOperationException($"There is no placeholder <{name}>."),
    };

    /// <summary>A package that unfolds to that many bytes and some more.</summary>
    private static string PackageOf(int bytes) => Convert.ToBase64String(Archive.Of(("index.js", "exports.handler = async () => 1;"u8.ToArray()), ("large", new byte[bytes])));

    private static JsonObject ManyTags(int count) => new(Enumerable.Range(0, count).Select(static tag => KeyValuePair.Create($"{tag}_key", (JsonNode?)$"{tag}_value")));

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"<(?<name>[a-z0-9]+)(?:[:* ](?<argument>\w+))?>")]
    private static partial Regex Placeholder();
}
