using System.Text.Json.Serialization.Metadata;
using Mayfly.Core.Aws;
using Mayfly.Core.Logs.Buffering;
using Mayfly.Core.Logs.Operations;
using Mayfly.Core.Logs.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Logs;

/// <summary>Registers the logs: buffering, retention, and the CloudWatch Logs operations. Storage adds <see cref="ILogEvents"/> and <see cref="ILogCatalog"/>.</summary>
public static class LogServices
{
    /// <summary>Adds <see cref="ILogStreams"/> and <see cref="LogsEndpoint"/>. A <see cref="TimeProvider"/> must be registered.</summary>
    public static IServiceCollection AddLogs(this IServiceCollection services, Action<LogsOptions> configure)
    {
        services.AddOptions<LogsOptions>().Configure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<LogsOptions>, LogsOptionsValidator>();
        services.AddSingleton<BufferedLogStreams>();
        services.AddSingleton<ILogStreams>(provider => provider.GetRequiredService<BufferedLogStreams>());
        services.AddSingleton<LogReads>();
        services.AddSingleton<LogGroupTags>();
        services.AddHostedService<LogRetentionService>();

        LogsJsonContext json = LogsJsonContext.Default;
        services.AddAction<CreateLogGroup, CreateLogGroupRequest, NoOutput>(json.CreateLogGroupRequest, json.NoOutput);
        services.AddAction<CreateLogStream, LogStreamRequest, NoOutput>(json.LogStreamRequest, json.NoOutput);
        services.AddAction<DeleteLogGroup, LogGroupRequest, NoOutput>(json.LogGroupRequest, json.NoOutput);
        services.AddAction<DeleteLogStream, LogStreamRequest, NoOutput>(json.LogStreamRequest, json.NoOutput);
        services.AddAction<DescribeLogGroups, DescribeLogGroupsRequest, DescribeLogGroupsResponse>(json.DescribeLogGroupsRequest, json.DescribeLogGroupsResponse);
        services.AddAction<DescribeLogStreams, DescribeLogStreamsRequest, DescribeLogStreamsResponse>(json.DescribeLogStreamsRequest, json.DescribeLogStreamsResponse);
        services.AddAction<PutLogEvents, PutLogEventsRequest, PutLogEventsResponse>(json.PutLogEventsRequest, json.PutLogEventsResponse);
        services.AddAction<GetLogEvents, GetLogEventsRequest, GetLogEventsResponse>(json.GetLogEventsRequest, json.GetLogEventsResponse);
        services.AddAction<FilterLogEvents, FilterLogEventsRequest, FilterLogEventsResponse>(json.FilterLogEventsRequest, json.FilterLogEventsResponse);
        services.AddAction<PutRetentionPolicy, PutRetentionPolicyRequest, NoOutput>(json.PutRetentionPolicyRequest, json.NoOutput);
        services.AddAction<DeleteRetentionPolicy, LogGroupRequest, NoOutput>(json.LogGroupRequest, json.NoOutput);
        services.AddAction<TagLogGroup, TagLogGroupRequest, NoOutput>(json.TagLogGroupRequest, json.NoOutput);
        services.AddAction<UntagLogGroup, UntagLogGroupRequest, NoOutput>(json.UntagLogGroupRequest, json.NoOutput);
        services.AddAction<ListTagsLogGroup, LogGroupRequest, TagsResponse>(json.LogGroupRequest, json.TagsResponse);
        services.AddAction<TagResource, TagResourceRequest, NoOutput>(json.TagResourceRequest, json.NoOutput);
        services.AddAction<UntagResource, UntagResourceRequest, NoOutput>(json.UntagResourceRequest, json.NoOutput);
        services.AddAction<ListTagsForResource, ListTagsForResourceRequest, TagsResponse>(json.ListTagsForResourceRequest, json.TagsResponse);

        services.AddSingleton(provider =>
            new LogsEndpoint(provider.GetServices<LogsAction>(), provider.GetRequiredService<ILogger<LogsEndpoint>>()));
        return services;
    }

    /// <summary>The class is named as the operation is.</summary>
    private static void AddAction<TOperation, TInput, TOutput>(this IServiceCollection services, JsonTypeInfo<TInput> input, JsonTypeInfo<TOutput> output)
        where TOperation : class, IOperation<TInput, TOutput>
        where TInput : class
        where TOutput : class
    {
        services.AddSingleton<TOperation>();
        services.AddSingleton<LogsAction>(provider =>
            new LogsAction<TInput, TOutput>(typeof(TOperation).Name, provider.GetRequiredService<TOperation>(), input, output));
    }
}
