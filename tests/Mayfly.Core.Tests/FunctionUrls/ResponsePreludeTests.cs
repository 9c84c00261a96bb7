using System.Buffers;
using System.Text;
using System.Text.Json;
using CsCheck;
using Mayfly.Core.FunctionUrls;

namespace Mayfly.Core.Tests.FunctionUrls;

public sealed class ResponsePreludeTests
{
    [Fact]
    public void It_is_found_wherever_the_response_is_cut_and_what_follows_is_the_body() =>
        Gen.Select(Gen.Int[200, 599], Gen.Byte.Array[0, 40], Gen.Int[1, 60].Array[0, 8]).Sample((status, body, cuts) =>
        {
            byte[] response = [.. Encoding.UTF8.GetBytes($$"""{"headers":{"x":"\u0000"},"statusCode":{{status}} }"""), .. new byte[8], .. body];
            ResponsePrelude prelude = new();
            List<byte> received = [];
            JsonDocument? json = null;
            foreach (byte[] piece in Pieces(response, cuts))
            {
                if (json is not null)
                {
                    received.AddRange(piece);
                }
                else if (prelude.TryComplete(new ReadOnlySequence<byte>(piece), out json, out ReadOnlySequence<byte> rest))
                {
                    received.AddRange(rest.ToArray());
                }
            }

            Assert.Equal(status, json!.RootElement.GetProperty("statusCode").GetInt32());
            Assert.Equal(body, received);
            json.Dispose();
        });

    [Theory]
    [InlineData("no JSON\0\0\0\0\0\0\0\0")]
    [InlineData("[1]\0\0\0\0\0\0\0\0")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    public void What_is_no_JSON_object_is_none(string text)
    {
        ResponsePrelude prelude = new();
        Assert.False(prelude.TryComplete(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(text)), out _, out _));
        Assert.True(prelude.IsBroken);
    }

    [Fact]
    public void One_without_an_end_is_given_up()
    {
        ResponsePrelude prelude = new();
        byte[] letters = new byte[100_000];
        letters.AsSpan().Fill((byte)'x');
        for (int i = 0; i < 3; i++)
        {
            Assert.False(prelude.IsBroken);
            Assert.False(prelude.TryComplete(new ReadOnlySequence<byte>(letters), out _, out _));
        }

        Assert.True(prelude.IsBroken);
    }

    private static IEnumerable<byte[]> Pieces(byte[] bytes, int[] cuts)
    {
        int from = 0;
        foreach (int cut in cuts)
        {
            int to = Math.Min(bytes.Length, from + cut);
            yield return bytes[from..to];
            from = to;
        }

        yield return bytes[from..];
    }
}
