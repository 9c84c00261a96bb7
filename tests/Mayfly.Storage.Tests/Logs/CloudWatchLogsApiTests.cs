using System.Text.Json;

namespace Mayfly.Storage.Tests.Logs;

/// <summary>The operations' answers and refusals.</summary>
public sealed class CloudWatchLogsApiTests
{
    private const string Group = """ "logGroupName":"/aws/lambda/hello" """;
    private const string Stream = Group + """ ,"logStreamName":"2026/11/24/[$LATEST]0123" """;

    [Theory]
    [InlineData("CreateLogStream", $"{{{Stream}}}", "ResourceNotFoundException", "The specified log group does not exist.")]
    [InlineData("DeleteLogGroup", $"{{{Group}}}", "ResourceNotFoundException", "The specified log group does not exist.")]
    [InlineData("GetLogEvents", $"{{{Stream}}}", "ResourceNotFoundException", "The specified log group does not exist.")]
    [InlineData("FilterLogEvents", $"{{{Group}}}", "ResourceNotFoundException", "The specified log group does not exist.")]
    [InlineData("DescribeLogStreams", $"{{{Group}}}", "ResourceNotFoundException", "The specified log group does not exist.")]
    [InlineData("PutRetentionPolicy", $$"""{{{Group}},"retentionInDays":1}""", "ResourceNotFoundException", "The specified log group does not exist.")]
    [InlineData("CreateLogGroup", "{}", "InvalidParameterException", "1 validation error detected: Value null at 'logGroupName' failed to satisfy constraint: Member must not be null")]
    [InlineData("CreateLogGroup", """{"logGroupName":"no spaces"}""", "InvalidParameterException", @"1 validation error detected: Value 'no spaces' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\.\-_/#A-Za-z0-9]+")]
    [InlineData("DescribeLogGroups", """{"limit":51}""", "InvalidParameterException", "1 validation error detected: Value '51' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 50")]
    [InlineData("FilterLogEvents", $$"""{{{Group}},"filterPattern":"{ $.a = "}""", "InvalidParameterException", "Invalid filter pattern: a value was expected (at character 9)")]
    [InlineData("GetLogEvents", $$"""{{{Stream}},"nextToken":"x"}""", "InvalidParameterException", "The specified nextToken is invalid.")]
    [InlineData("StartQuery", "{}", "UnknownOperationException", "The operation StartQuery is not one that this server's CloudWatch Logs knows.")]
    public async Task Refusals_read_as_AWS_writes_them(string operation, string input, string code, string message)
    {
        await using TemporaryLogs logs = new();
        Assert.Equal((code, message), await logs.Endpoint.CallErrorAsync(operation, input));
    }

    [Fact]
    public async Task What_exists_cannot_be_made_again()
    {
        await using TemporaryLogs logs = new();
        await logs.Endpoint.CallOkAsync("CreateLogGroup", $"{{{Group}}}");
        await logs.Endpoint.CallOkAsync("CreateLogStream", $"{{{Stream}}}");

        Assert.Equal(("ResourceAlreadyExistsException", "The specified log group already exists"), await logs.Endpoint.CallErrorAsync("CreateLogGroup", $"{{{Group}}}"));
        Assert.Equal(("ResourceAlreadyExistsException", "The specified log stream already exists"), await logs.Endpoint.CallErrorAsync("CreateLogStream", $"{{{Stream}}}"));
        Assert.Equal("The specified log stream does not exist.", (await logs.Endpoint.CallErrorAsync("GetLogEvents", $$"""{{{Group}},"logStreamName":"other"}""")).Message);
    }

    [Fact]
    public async Task Broken_JSON_is_a_serialization_error()
    {
        await using TemporaryLogs logs = new();
        Assert.Equal("SerializationException", (await logs.Endpoint.CallErrorAsync("CreateLogGroup", "{")).Code);
        Assert.Equal("SerializationException", (await logs.Endpoint.CallErrorAsync("CreateLogGroup", "null")).Code);
        Assert.Equal("SerializationException", (await logs.Endpoint.CallErrorAsync("CreateLogGroup", """{"logGroupName":5}""")).Code);
    }

    [Fact]
    public async Task Putting_events_refuses_old_and_future_ones_by_index()
    {
        await using TemporaryLogs logs = await WithStreamAsync();
        long day = 24 * 60 * 60 * 1000;
        JsonElement answer = await logs.Endpoint.CallOkAsync(
            "PutLogEvents", Put((logs.Now - (15 * day), "old"), (logs.Now, "fine"), (logs.Now + 1, "fine too"), (logs.Now + day, "new")));

        Assert.Equal("""{"tooNewLogEventStartIndex":3,"tooOldLogEventEndIndex":1}""", answer.GetProperty("rejectedLogEventsInfo").GetRawText());
        Assert.Equal(56, answer.GetProperty("nextSequenceToken").GetString()!.Length);
        Assert.Equal(["fine", "fine too"], (await logs.Endpoint.CallOkAsync("GetLogEvents", $"{{{Stream}}}")).Messages());

        await logs.Endpoint.CallOkAsync("PutRetentionPolicy", $$"""{{{Group}},"retentionInDays":1}""");
        answer = await logs.Endpoint.CallOkAsync("PutLogEvents", Put((logs.Now - (2 * day), "expired")));
        Assert.Equal("""{"expiredLogEventEndIndex":1}""", answer.GetProperty("rejectedLogEventsInfo").GetRawText());
    }

    [Fact]
    public async Task Putting_events_refuses_whole_batches_that_break_the_rules()
    {
        await using TemporaryLogs logs = await WithStreamAsync();

        Assert.Equal("Log events in a single PutLogEvents request must be in chronological order.", (await logs.Endpoint.CallErrorAsync("PutLogEvents", Put((5, "a"), (4, "b")))).Message);
        Assert.Equal(
            "Log event too large: 1048577 bytes exceeds limit of 1048576",
            (await logs.Endpoint.CallErrorAsync("PutLogEvents", Put((logs.Now, new string('x', 1_048_577))))).Message);
        Assert.Equal(
            "Upload too large: 1048628 bytes exceeds limit of 1048576",
            (await logs.Endpoint.CallErrorAsync("PutLogEvents", Put((logs.Now, new string('x', 524_288)), (logs.Now, new string('x', 524_288))))).Message);
        Assert.Contains("'logEvents.1.member.message'", (await logs.Endpoint.CallErrorAsync("PutLogEvents", Put((logs.Now, "")))).Message, StringComparison.Ordinal);
        Assert.Contains("'logEvents'", (await logs.Endpoint.CallErrorAsync("PutLogEvents", $$"""{{{Stream}},"logEvents":[]}""")).Message, StringComparison.Ordinal);
        Assert.Empty((await logs.Endpoint.CallOkAsync("GetLogEvents", $"{{{Stream}}}")).Messages());
    }

    [Fact]
    public async Task Tokens_lead_forward_and_backward_and_stay_at_the_ends()
    {
        await using TemporaryLogs logs = await WithStreamAsync();
        await logs.Endpoint.CallOkAsync("PutLogEvents", Put([.. Enumerable.Range(0, 5).Select(i => (logs.Now + (i / 2), $"{i}"))]));

        JsonElement head = await logs.Endpoint.CallOkAsync("GetLogEvents", $$"""{{{Stream}},"limit":2,"startFromHead":true}""");
        Assert.Equal(["0", "1"], head.Messages());
        JsonElement next = await PageAsync(logs, head, "nextForwardToken");
        Assert.Equal(["2", "3"], next.Messages());
        JsonElement last = await PageAsync(logs, next, "nextForwardToken");
        Assert.Equal(["4"], last.Messages());
        JsonElement end = await PageAsync(logs, last, "nextForwardToken");
        Assert.Empty(end.Messages());
        Assert.Equal(last.GetProperty("nextForwardToken").GetString(), end.GetProperty("nextForwardToken").GetString());
        Assert.Equal(["3", "4"], (await PageAsync(logs, end, "nextBackwardToken")).Messages());

        await logs.Endpoint.CallOkAsync("PutLogEvents", Put((logs.Now + 9, "later")));
        Assert.Equal(["later"], (await PageAsync(logs, end, "nextForwardToken")).Messages());

        JsonElement tail = await logs.Endpoint.CallOkAsync("GetLogEvents", $$"""{{{Stream}},"limit":2}""");
        Assert.Equal(["4", "later"], tail.Messages());
        JsonElement before = await PageAsync(logs, tail, "nextBackwardToken");
        Assert.Equal(["2", "3"], before.Messages());
        JsonElement start = await PageAsync(logs, await PageAsync(logs, before, "nextBackwardToken"), "nextBackwardToken");
        Assert.Empty(start.Messages());
        Assert.Equal(["0", "1"], (await PageAsync(logs, start, "nextForwardToken")).Messages());
    }

    [Fact]
    public async Task Times_bound_GetLogEvents_with_an_exclusive_end_and_FilterLogEvents_with_an_inclusive_one()
    {
        await using TemporaryLogs logs = await WithStreamAsync();
        await logs.Endpoint.CallOkAsync("PutLogEvents", Put((logs.Now, "a"), (logs.Now + 1, "b"), (logs.Now + 2, "c")));
        string times = $"\"startTime\":{logs.Now + 1},\"endTime\":{logs.Now + 2}";

        Assert.Equal(["b"], (await logs.Endpoint.CallOkAsync("GetLogEvents", $$"""{{{Stream}},{{times}}}""")).Messages());
        Assert.Equal(["b", "c"], (await logs.Endpoint.CallOkAsync("FilterLogEvents", $$"""{{{Group}},{{times}}}""")).Messages());
    }

    [Fact]
    public async Task Filtering_pages_through_matches_only()
    {
        await using TemporaryLogs logs = await WithStreamAsync();
        await logs.Endpoint.CallOkAsync("PutLogEvents", Put([.. Enumerable.Range(0, 20).Select(i => (logs.Now + i, i % 2 == 0 ? $"ERROR {i}" : $"INFO {i}"))]));

        List<string> found = [];
        string token = "";
        do
        {
            JsonElement page = await logs.Endpoint.CallOkAsync("FilterLogEvents", $$"""{{{Group}},"filterPattern":"ERROR","limit":3{{token}}}""");
            found.AddRange(page.Messages());
            token = page.TryGetProperty("nextToken", out JsonElement next) ? $",\"nextToken\":\"{next}\"" : "";
        }
        while (token.Length > 0);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"ERROR {2 * i}"), found);
    }

    [Fact]
    public async Task A_page_ends_when_it_has_looked_at_enough()
    {
        await using TemporaryLogs logs = new(options => options.ScanBytesPerPage = 1024 * 1024);
        for (int i = 0; i < 5; i++)
        {
            logs.Append(TemporaryLogs.Stream("s"), (logs.Now + i, i + new string('x', 500_000)));
        }

        JsonElement page = await logs.Endpoint.CallOkAsync("FilterLogEvents", $$"""{{{Group}},"filterPattern":"absent"}""");
        Assert.Empty(page.Messages());
        Assert.True(page.TryGetProperty("nextToken", out _));
    }

    [Fact]
    public async Task Descriptions_carry_what_AWS_puts_there()
    {
        await using TemporaryLogs logs = await WithStreamAsync();
        await logs.Endpoint.CallOkAsync("PutRetentionPolicy", $$"""{{{Group}},"retentionInDays":7}""");
        await logs.Endpoint.CallOkAsync("PutLogEvents", Put((logs.Now, "a"), (logs.Now + 3, "b")));

        JsonElement group = (await logs.Endpoint.CallOkAsync("DescribeLogGroups", """{"logGroupNamePrefix":"/aws/"}""")).GetProperty("logGroups")[0];
        Assert.Equal("arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/hello:*", group.GetProperty("arn").GetString());
        Assert.Equal(7, group.GetProperty("retentionInDays").GetInt32());
        Assert.True(group.GetProperty("storedBytes").GetInt64() > 0);

        JsonElement stream = (await logs.Endpoint.CallOkAsync("DescribeLogStreams", $$"""{{{Group}},"orderBy":"LastEventTime","descending":true}""")).GetProperty("logStreams")[0];
        Assert.Equal("2026/11/24/[$LATEST]0123", stream.GetProperty("logStreamName").GetString());
        Assert.Equal(logs.Now, stream.GetProperty("firstEventTimestamp").GetInt64());
        Assert.Equal(logs.Now + 3, stream.GetProperty("lastEventTimestamp").GetInt64());
    }

    [Fact]
    public async Task Tags_are_reached_by_name_and_by_ARN()
    {
        await using TemporaryLogs logs = await WithStreamAsync();
        const string Arn = "arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/hello";
        await logs.Endpoint.CallOkAsync("TagLogGroup", $$$"""{{{{Group}}},"tags":{"a":"1"}}""");
        await logs.Endpoint.CallOkAsync("TagResource", $$$"""{"resourceArn":"{{{Arn}}}","tags":{"b":"2"}}""");
        await logs.Endpoint.CallOkAsync("UntagResource", $$"""{"resourceArn":"{{Arn}}:*","tagKeys":["a"]}""");

        Assert.Equal("""{"b":"2"}""", (await logs.Endpoint.CallOkAsync("ListTagsForResource", $$"""{"resourceArn":"{{Arn}}"}""")).GetProperty("tags").GetRawText());
        Assert.Equal("""{"b":"2"}""", (await logs.Endpoint.CallOkAsync("ListTagsLogGroup", $"{{{Group}}}")).GetProperty("tags").GetRawText());
    }

    private static async Task<TemporaryLogs> WithStreamAsync()
    {
        TemporaryLogs logs = new();
        await logs.Endpoint.CallOkAsync("CreateLogGroup", $"{{{Group}}}");
        await logs.Endpoint.CallOkAsync("CreateLogStream", $"{{{Stream}}}");
        return logs;
    }

    private static Task<JsonElement> PageAsync(TemporaryLogs logs, JsonElement page, string token) =>
        logs.Endpoint.CallOkAsync("GetLogEvents", $$"""{{{Stream}},"limit":2,"nextToken":"{{page.GetProperty(token)}}"}""");

    private static string Put(params (long Timestamp, string Message)[] events) =>
        $$"""{{{Stream}},"logEvents":[{{string.Join(',', events.Select(item => $$"""{"timestamp":{{item.Timestamp}},"message":"{{item.Message}}"}"""))}}]}""";
}
