using CsCheck;
using Mayfly.Core.Logs.Lambda;

namespace Mayfly.Core.Tests.Logs.Lambda;

/// <summary>The last four kilobytes.</summary>
public sealed class TailBufferTests
{
    [Fact]
    public void Holds_the_last_bytes_of_whatever_was_appended() => Gen.Byte[0, 127].Array[0, 3000].Array[0, 8].Sample(pieces =>
    {
        TailBuffer tail = new();
        foreach (byte[] piece in pieces)
        {
            tail.Append(piece);
        }

        Assert.Equal(pieces.SelectMany(piece => piece).TakeLast(TailBuffer.Capacity), tail.ToArray());
    });

    [Fact]
    public void Starts_with_a_whole_character_when_cut()
    {
        TailBuffer tail = new();
        tail.Append(System.Text.Encoding.UTF8.GetBytes("aü" + new string('x', TailBuffer.Capacity - 1)));
        Assert.Equal(TailBuffer.Capacity - 1, tail.ToArray().Length);
    }

    [Fact]
    public void Clearing_begins_again()
    {
        TailBuffer tail = new();
        tail.Append(new byte[5000]);
        tail.Clear();
        tail.Append("x"u8);
        Assert.Equal("x"u8.ToArray(), tail.ToArray());
    }
}
