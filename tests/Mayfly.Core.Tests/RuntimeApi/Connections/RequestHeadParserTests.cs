using System.Text;
using CsCheck;
using Mayfly.Core.RuntimeApi.Connections;

namespace Mayfly.Core.Tests.RuntimeApi.Connections;

public sealed class RequestHeadParserTests
{
    [Theory]
    [InlineData("GET /a HTTP/1.1\r\nHost: x\r\n\r\n", 0L, false)]
    [InlineData("GET http://x:1/a?b=c HTTP/1.1\r\n\r\n", 0L, false)]
    [InlineData("POST /a HTTP/1.1\r\nContent-Length: 12\r\n\r\n", 12L, false)]
    [InlineData("POST /a HTTP/1.1\r\ncontent-length:12\r\nContent-Length: 12\r\nConnection: close\r\n\r\n", 12L, true)]
    [InlineData("PUT /a HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n", null, false)]
    [InlineData("GET /a HTTP/1.0\r\n\r\n", 0L, true)]
    [InlineData("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", 0L, false)]
    [InlineData("GET /a HTTP/1.1\nHost: x\n\n", 0L, false)]
    public void A_head_tells_where_its_request_ends(string text, long? length, bool closes)
    {
        RequestHead head = new();
        Assert.Equal(HeadOutcome.Read, RequestHeadParser.Read(Encoding.ASCII.GetBytes(text), head, out int consumed));
        Assert.Equal((text.Length, "/a", length, closes), (consumed, head.Path, head.ContentLength, head.Closes));
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n")]
    [InlineData("GET /a\r\n\r\n")]
    [InlineData("GET /a HTTP/2.0\r\n\r\n")]
    [InlineData("GET /\u0001 HTTP/1.1\r\n\r\n")]
    [InlineData("G(T /a HTTP/1.1\r\n\r\n")]
    [InlineData("GET /a HTTP/1.1\r\nHost : x\r\n\r\n")]
    [InlineData("GET /a HTTP/1.1\r\nA: b\r\n folded\r\n\r\n")]
    [InlineData("GET /a HTTP/1.1\r\n: b\r\n\r\n")]
    [InlineData("POST /a HTTP/1.1\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("POST /a HTTP/1.1\r\nContent-Length: 1x\r\n\r\n")]
    [InlineData("POST /a HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n")]
    [InlineData("POST /a HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n")]
    [InlineData("POST /a HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n")]
    [InlineData("POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n")]
    [InlineData("POST /a HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n")]
    [InlineData("POST /a HTTP/1.1\r\nExpect: miracles\r\n\r\n")]
    public void A_head_that_two_readers_could_read_in_two_ways_is_refused(string text)
        => Assert.Equal(HeadOutcome.Malformed, RequestHeadParser.Read(Encoding.ASCII.GetBytes(text), new RequestHead(), out _));

    [Fact]
    public void Fields_are_found_whatever_the_case_of_their_names()
    {
        RequestHead head = new();
        RequestHeadParser.Read("GET /a HTTP/1.1\r\nLambda-Extension-Name: \t one two \r\nEmpty:\r\n\r\n"u8, head, out _);
        Assert.Equal(("one two", "", null), (head.Find("lambda-extension-NAME"), head.Find("Empty"), head.Find("Host")));
    }

    [Fact]
    public void Every_beginning_of_a_head_is_incomplete()
    {
        byte[] whole = "POST /2018-06-01/runtime/init/error HTTP/1.1\r\nHost: h\r\nA: b\r\nContent-Length: 3\r\n\r\n"u8.ToArray();
        Gen.Int[0, whole.Length - 1].Sample(length => RequestHeadParser.Read(whole.AsSpan(0, length), new RequestHead(), out _) == HeadOutcome.Incomplete);
    }

    [Fact]
    public void No_bytes_make_it_throw() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        RequestHead head = new();
        HeadOutcome outcome = RequestHeadParser.Read(bytes, head, out int consumed);
        return consumed <= bytes.Length && (outcome != HeadOutcome.Read || head.Path.Length > 0);
    });
}
