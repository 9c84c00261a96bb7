using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Conformance.Tests.Cases;

/// <summary>The table's rows, as they stand in runtimes/conformance/cases.</summary>
internal static class CaseFiles
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "runtimes", "conformance");

    public static IReadOnlyList<ConformanceCase> All { get; } = [.. Directory.GetFiles(Path.Combine(Folder, "cases"), "*.json").Order(StringComparer.Ordinal).SelectMany(Read)];

    public static ConformanceCase Named(string id) => All.Single(one => one.Id == id);

    private static IEnumerable<ConformanceCase> Read(string file)
        => JsonNode.Parse(File.ReadAllText(file))!["cases"]!.AsArray().Select(row => ConformanceCase.From(Path.GetFileNameWithoutExtension(file), row!.AsObject()));
}
