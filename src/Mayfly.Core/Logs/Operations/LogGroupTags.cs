using Mayfly.Contracts;
using Mayfly.Core.Logs.Wire;

namespace Mayfly.Core.Logs.Operations;

/// <summary>What the old (by group name) and new (by ARN) tag operations share.</summary>
internal sealed class LogGroupTags(ILogCatalog catalog)
{
    private const int MostTags = 50;

    public AwsResult<NoOutput> Set(AwsResult<LogGroupKey> group, IReadOnlyDictionary<string, string>? tags)
    {
        AwsError? invalid = group.Error ?? CheckTags(tags);
        if (invalid is not null)
        {
            return invalid;
        }

        if (catalog.FindTags(group.Value) is not { } present)
        {
            return LogsErrors.NoSuchGroup;
        }

        if (present.Keys.Union(tags!.Keys).Count() > MostTags)
        {
            return LogsErrors.TooManyTags;
        }

        return catalog.ChangeTags(group.Value, tags!, []) ? NoOutput.Value : LogsErrors.NoSuchGroup;
    }

    public AwsResult<NoOutput> Remove(AwsResult<LogGroupKey> group, IReadOnlyList<string>? keys, string member)
    {
        AwsError? invalid = group.Error ?? new Constraints().Required(keys, member).Error;
        if (invalid is not null)
        {
            return invalid;
        }

        return catalog.ChangeTags(group.Value, new Dictionary<string, string>(), keys!) ? NoOutput.Value : LogsErrors.NoSuchGroup;
    }

    public AwsResult<TagsResponse> List(AwsResult<LogGroupKey> group)
    {
        if (group.Error is { } invalid)
        {
            return invalid;
        }

        return catalog.FindTags(group.Value) is { } tags ? new TagsResponse { Tags = tags } : LogsErrors.NoSuchGroup;
    }

    private static AwsError? CheckTags(IReadOnlyDictionary<string, string>? tags)
    {
        Constraints constraints = new Constraints().Required(tags, "tags").Count(tags?.Count, "tags", 1, MostTags);
        foreach ((string name, string value) in tags ?? new Dictionary<string, string>())
        {
            constraints.Length(name, "tags", 1, 128).Required(value, "tags").Length(value, "tags", 0, 256);
        }

        return constraints.Error;
    }
}
