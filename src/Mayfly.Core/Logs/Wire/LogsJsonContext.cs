using System.Text.Json.Serialization;

namespace Mayfly.Core.Logs.Wire;

/// <summary>Reads and writes CloudWatch Logs' shapes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CreateLogGroupRequest))]
[JsonSerializable(typeof(DescribeLogGroupsRequest))]
[JsonSerializable(typeof(DescribeLogGroupsResponse))]
[JsonSerializable(typeof(DescribeLogStreamsRequest))]
[JsonSerializable(typeof(DescribeLogStreamsResponse))]
[JsonSerializable(typeof(FilterLogEventsRequest))]
[JsonSerializable(typeof(FilterLogEventsResponse))]
[JsonSerializable(typeof(GetLogEventsRequest))]
[JsonSerializable(typeof(GetLogEventsResponse))]
[JsonSerializable(typeof(ListTagsForResourceRequest))]
[JsonSerializable(typeof(LogGroupRequest))]
[JsonSerializable(typeof(LogStreamRequest))]
[JsonSerializable(typeof(PutLogEventsRequest))]
[JsonSerializable(typeof(PutLogEventsResponse))]
[JsonSerializable(typeof(PutRetentionPolicyRequest))]
[JsonSerializable(typeof(TagLogGroupRequest))]
[JsonSerializable(typeof(TagResourceRequest))]
[JsonSerializable(typeof(TagsResponse))]
[JsonSerializable(typeof(UntagLogGroupRequest))]
[JsonSerializable(typeof(UntagResourceRequest))]
[JsonSerializable(typeof(NoOutput))]
[JsonSerializable(typeof(LogsError))]
internal sealed partial class LogsJsonContext : JsonSerializerContext;
