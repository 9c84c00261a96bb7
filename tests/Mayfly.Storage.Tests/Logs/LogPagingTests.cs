using System.Text;
using System.Text.Json;
using CsCheck;
using Mayfly.Core.Logs;

namespace Mayfly.Storage.Tests.Logs;

/// <summary>Paging shows every event once, whatever the page size and whatever is written meanwhile.</summary>
public sealed class LogPagingTests
{
    private const string Group = """ "logGroupName":"/aws/lambda/hello" """;

    [Fact]
    public async Task Pages_of_any_size_show_every_event_once_in_order()
    {
        Gen<(int Stream, int Time)[]> events = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 20]).Array[1, 60];
        await Gen.Select(events, Gen.Int[1, 7], Gen.Bool).SampleAsync(
            async (given, limit, small) =>
            {
                await using TemporaryLogs logs = new(options => options.SegmentBytes = small ? 64 * 1024 : options.SegmentBytes);
                for (int i = 0; i < given.Length; i++)
                {
                    logs.Append(TemporaryLogs.Stream("s" + given[i].Stream), (logs.Now + given[i].Time, $"{i}" + (small ? new string(' ', 30_000) : "")));
                }

                string[] expected = [.. given.Select((item, index) => (item.Time, index)).OrderBy(item => item.Time).Select(item => $"{item.index}")];
                Assert.Equal(expected, (await FilterAsync(logs, limit)).Select(message => message.Trim()));
                foreach (int stream in given.Select(item => item.Stream).Distinct())
                {
                    string[] own = [.. expected.Where(index => given[int.Parse(index, null)].Stream == stream)];
                    Assert.Equal(own, (await WalkAsync(logs, "s" + stream, limit, forward: true)).Select(message => message.Trim()));
                    Assert.Equal(own.Reverse(), (await WalkAsync(logs, "s" + stream, limit, forward: false)).Select(message => message.Trim()));
                }
            },
            iter: 25,
            threads: 1);
    }

    [Fact]
    public async Task Following_a_stream_while_it_is_written_misses_and_repeats_nothing()
    {
        const int Events = 2000;
        await using TemporaryLogs logs = new(options => options.SegmentBytes = 64 * 1024);
        ILogStreamWriter writer = logs.Streams.Open(TemporaryLogs.Stream("s"));
        writer.Append(logs.Time.GetUtcNow(), "0"u8);
        Thread writing = new(() =>
        {
            for (int i = 1; i < Events; i++)
            {
                writer.Append(logs.Time.GetUtcNow().AddMilliseconds(i / 10), Encoding.UTF8.GetBytes($"{i}"));
            }
        });
        writing.Start();

        List<string> seen = [];
        string token = "";
        while (seen.Count < Events)
        {
            JsonElement page = await logs.Endpoint.CallOkAsync("GetLogEvents", $$"""{{{Group}},"logStreamName":"s","startFromHead":true,"limit":37{{token}}}""");
            seen.AddRange(page.Messages());
            token = $",\"nextToken\":\"{page.GetProperty("nextForwardToken")}\"";
        }

        writing.Join();
        Assert.Equal(Enumerable.Range(0, Events).Select(i => $"{i}"), seen);
    }

    private static async Task<List<string>> FilterAsync(TemporaryLogs logs, int limit)
    {
        List<string> messages = [];
        string token = "";
        while (true)
        {
            JsonElement page = await logs.Endpoint.CallOkAsync("FilterLogEvents", $$"""{{{Group}},"limit":{{limit}}{{token}}}""");
            messages.AddRange(page.Messages());
            if (!page.TryGetProperty("nextToken", out JsonElement next))
            {
                return messages;
            }

            token = $",\"nextToken\":\"{next}\"";
        }
    }

    /// <summary>Follows tokens until one comes back unchanged. Backward, the messages are returned newest first.</summary>
    private static async Task<List<string>> WalkAsync(TemporaryLogs logs, string stream, int limit, bool forward)
    {
        List<string> messages = [];
        string name = forward ? "nextForwardToken" : "nextBackwardToken";
        string? token = null;
        while (true)
        {
            string given = token is null ? "" : $",\"nextToken\":\"{token}\"";
            JsonElement page = await logs.Endpoint.CallOkAsync(
                "GetLogEvents", $$"""{{{Group}},"logStreamName":"{{stream}}","startFromHead":{{(forward ? "true" : "false")}},"limit":{{limit}}{{given}}}""");
            messages.AddRange(forward ? page.Messages() : page.Messages().Reverse());
            if (page.GetProperty(name).GetString() == token)
            {
                return messages;
            }

            token = page.GetProperty(name).GetString();
        }
    }
}
