using System.Text;

namespace Mayfly.Dotnet.Tests;

public sealed class ProtocolTests
{
    private const string Echo = "Functions::Functions.Signatures::Element";
    private const string Next = "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\n";

    [Fact]
    public async Task The_answer_and_the_question_for_the_next_event_arrive_in_one_read()
    {
        FunctionRun run = await new FakeRuntimeApi().RunHandlerAsync(Echo, "{\"n\":1}", "{\"n\":2}", "{\"n\":3}");

        string[] reads = [.. run.Reads.Select(Encoding.UTF8.GetString)];
        Assert.Equal(4, reads.Length);
        Assert.StartsWith(Next, reads[0], StringComparison.Ordinal);
        for (int i = 1; i < 4; i++)
        {
            Assert.StartsWith($"POST /2018-06-01/runtime/invocation/request-{i}/response ", reads[i], StringComparison.Ordinal);
            Assert.Contains("}" + Next, reads[i], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(50, false)]
    [InlineData(50, true)]
    [InlineData(int.MaxValue, true)]
    public async Task Events_may_come_in_pieces_and_in_chunks(int cut, bool chunked)
    {
        string text = string.Concat(Enumerable.Repeat("ä€😀", 40));

        FunctionRun run = await new FakeRuntimeApi { Cut = cut, Chunked = chunked }.RunHandlerAsync(Echo, $"\"{text}\"", $"\"{text}\"");

        Assert.Equal([text, text], [(string?)run.Answer(0), (string?)run.Answer(1)]);
    }

    [Fact]
    public async Task A_payload_of_six_megabytes_goes_through_both_ways()
    {
        string text = new('x', (6 * 1024 * 1024) - 20);

        FunctionRun run = await new FakeRuntimeApi { Variables = { ["AWS_LAMBDA_DOTNET_DISABLE_MEMORY_LIMIT_CHECK"] = "true" } }.RunHandlerAsync(Echo, $"\"{text}\"", "1");

        Assert.Equal(text, (string?)run.Answer(0));
        Assert.Equal("1", run.Text(1));
    }
}
