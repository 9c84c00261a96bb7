using System.Text.Json;
using System.Text.Json.Serialization;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Versions;

/// <summary>Tells whether a function has changed since a version was published from it: AWS publishes the same code and configuration once only.</summary>
internal static partial class PublishedContent
{
    /// <summary>Compares all that a version keeps, whatever a record may come to hold; not what names or dates it.</summary>
    public static bool Same(FunctionRecord latest, FunctionRecord published)
    {
        return SameVariables(latest.Environment, published.Environment)
            && Bytes(latest, latest.Description).AsSpan().SequenceEqual(Bytes(published, published.DescriptionOfLatest ?? published.Description));
    }

    private static byte[] Bytes(FunctionRecord record, string description) => JsonSerializer.SerializeToUtf8Bytes(
        record with
        {
            Version = FunctionVersions.Latest,
            LastVersion = 0,
            Description = description,
            DescriptionOfLatest = null,
            RevisionId = string.Empty,
            LastModified = default,
            Tags = new Dictionary<string, string>(),
            PinnedRuntimeArn = null,
            Failure = null,
            UpdateFailure = null,
            FailureCode = null,
        },
        RecordJson.Default.FunctionRecord);

    private static bool SameVariables(IReadOnlyDictionary<string, string>? left, IReadOnlyDictionary<string, string>? right)
    {
        return left is null || right is null
            ? left is null && right is null
            : left.Count == right.Count && left.All(variable => right.TryGetValue(variable.Key, out string? value) && value == variable.Value);
    }

    [JsonSerializable(typeof(FunctionRecord))]
    private sealed partial class RecordJson : JsonSerializerContext;
}
