using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;

namespace Mayfly.Core.Functions;

/// <summary>What tag operations work on, whatever its kind. ARNs have passed the model's pattern.</summary>
internal sealed class TaggedResources(IEnumerable<ITagged> kinds)
{
    private const int KindAt = 5;

    private readonly Dictionary<string, ITagged> _kinds = kinds.ToDictionary(static kind => kind.Kind, StringComparer.Ordinal);

    public AwsResult<Dictionary<string, string>> Read(AwsIdentity caller, string arn) =>
        _kinds.TryGetValue(KindOf(arn), out ITagged? kind) ? kind.Read(caller, arn) : NotFound(arn);

    /// <summary>Answers null when the change is durable, or the refusal.</summary>
    public async Task<AwsError?> ChangeAsync(AwsIdentity caller, string arn, Func<Dictionary<string, string>, AwsResult<Dictionary<string, string>>> change) =>
        _kinds.TryGetValue(KindOf(arn), out ITagged? kind) ? await kind.ChangeAsync(caller, arn, change) : NotFound(arn);

    private static string KindOf(string arn) => arn.Split(':')[KindAt];

    /// <summary>Of a kind that this installation has none of.</summary>
    private static AwsError NotFound(string arn) => LambdaErrors.ResourceNotFoundException(KindOf(arn) switch
    {
        "event-source-mapping" => $"Event source mapping not found: {arn}",
        "capacity-provider" => $"Capacity provider not found: {arn}",
        _ => $"Resource not found: {arn}",
    });
}
