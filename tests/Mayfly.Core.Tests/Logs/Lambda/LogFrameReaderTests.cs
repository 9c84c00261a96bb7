using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Mayfly.Core.Logs.Lambda;

namespace Mayfly.Core.Tests.Logs.Lambda;

/// <summary>The telemetry pipe, friendly and hostile.</summary>
public sealed class LogFrameReaderTests
{
    private const uint Text = 0xA55A0003;
    private const long Microseconds = 1_795_500_000_123_456;

    [Theory]
    [InlineData(0xA55A0003, null)]
    [InlineData(0xA55A0002, null)]
    [InlineData(0xA55A0007, 0)]
    [InlineData(0xA55A000E, 2)]
    [InlineData(0xA55A001B, 5)]
    public void A_frame_is_one_event_with_its_time_and_level(uint type, int? level)
    {
        (DateTimeOffset? time, LambdaLogLevel? read, string message) = Assert.Single(Read(Frame(type, "two\nlines\n")).Frames);
        Assert.Equal("two\nlines\n", message);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(Microseconds / 1000), time);
        Assert.Equal((LambdaLogLevel?)level, read);
    }

    [Fact]
    public void What_is_no_frame_comes_out_as_lines_and_the_next_frame_is_found()
    {
        (List<(DateTimeOffset?, LambdaLogLevel?, string Message)> frames, List<string> strays) = Read(
            [.. "garbage\nmore"u8, 0xA5, 0xA5, 0x5A, .. Frame(Text, "hello"), .. "end"u8]);
        Assert.Equal(["hello"], frames.Select(frame => frame.Message));
        Assert.Equal("garbage\n", strays[0]);
        Assert.Equal("end", strays[^1]);
    }

    [Fact]
    public void A_length_that_lies_costs_nobody_memory()
    {
        byte[] header = Frame(Text, "");
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), uint.MaxValue);
        List<int> lengths = [];
        LogFrameReader reader = new((_, _, message) => lengths.Add(message.Length), _ => Assert.Fail("not a line"), 100);
        reader.Receive(header);
        for (int i = 0; i < 10; i++)
        {
            reader.Receive(new byte[55]);
        }

        Assert.All(lengths, length => Assert.Equal(100, length));
        reader.Flush();
        Assert.Equal(550, lengths.Sum());
    }

    [Fact]
    public void An_absurd_time_is_none()
    {
        byte[] frame = Frame(Text, "x");
        frame.AsSpan(8, 8).Fill(0xFF);
        Assert.Null(Assert.Single(Read(frame).Frames).Time);
    }

    [Fact]
    public void Frames_come_out_whole_wherever_the_pipe_cuts_them() => Gen.Select(Gen.String[0, 40].Array[0, 6], Gen.Int[1, 25]).Sample((messages, step) =>
    {
        List<string> read = [];
        LogFrameReader reader = new((_, _, message) => read.Add(Encoding.UTF8.GetString(message)), _ => Assert.Fail("not a line"));
        foreach (byte[] piece in messages.SelectMany(message => Frame(Text, message)).Chunk(step))
        {
            reader.Receive(piece);
        }

        Assert.Equal(messages.Where(message => message.Length > 0).Select(message => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(message))), read);
    });

    [Fact]
    public void Whatever_is_written_everything_comes_out_once_and_bounded()
    {
        Gen<byte[]> piece = Gen.OneOf(
            Gen.Byte.Array[0, 40],
            Gen.String[0, 30].Select(message => Frame(Text, message)),
            Gen.Byte.Array[0, 12].Select(rest => (byte[])[0xA5, 0x5A, 0x00, 0x03, .. rest]));
        piece.Array[0, 10].Sample(
            pieces =>
            {
                int bytes = 0;
                int frames = 0;
                LogFrameReader reader = new(
                    (_, _, message) =>
                    {
                        bytes += message.Length;
                        frames++;
                        Assert.InRange(message.Length, 1, 64);
                    },
                    line =>
                    {
                        bytes += line.Length;
                        Assert.InRange(line.Length, 1, 64);
                    },
                    64);
                foreach (byte[] part in pieces)
                {
                    reader.Receive(part);
                }

                reader.Flush();
                int sent = pieces.Sum(part => part.Length);
                Assert.InRange(bytes, 0, sent);
                if (frames == 0 && pieces.All(part => part.AsSpan().IndexOf((byte)0xA5) < 0))
                {
                    Assert.Equal(sent, bytes);
                }
            },
            iter: 20_000);
    }

    private static (List<(DateTimeOffset? Time, LambdaLogLevel? Level, string Message)> Frames, List<string> Strays) Read(byte[] bytes)
    {
        List<(DateTimeOffset?, LambdaLogLevel?, string)> frames = [];
        List<string> strays = [];
        LogFrameReader reader = new(
            (time, level, message) => frames.Add((time, level, Encoding.UTF8.GetString(message))), line => strays.Add(Encoding.UTF8.GetString(line)));
        reader.Receive(bytes);
        reader.Flush();
        return (frames, strays);
    }

    private static byte[] Frame(uint type, string message)
    {
        byte[] text = Encoding.UTF8.GetBytes(message);
        byte[] frame = new byte[LogFrameHeader.Size + text.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame, type);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), text.Length);
        BinaryPrimitives.WriteInt64BigEndian(frame.AsSpan(8), Microseconds);
        text.CopyTo(frame, LogFrameHeader.Size);
        return frame;
    }
}
