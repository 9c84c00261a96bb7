using System.Text;
using CsCheck;
using Mayfly.Core.Logs.Lambda;

namespace Mayfly.Core.Tests.Logs.Lambda;

/// <summary>Cutting console output into lines.</summary>
public sealed class LogLineAssemblerTests
{
    [Fact]
    public void Every_line_is_an_event_wherever_the_pipe_cut_it()
    {
        List<string> lines = Assemble(1000, "one\ntw", "o\n\nthr", "ee");
        Assert.Equal(["one\n", "two\n", "\n", "three"], lines);
    }

    [Fact]
    public void A_long_line_becomes_several_events_without_splitting_characters() =>
        Assert.Equal(["aüü", "üü\n"], Assemble(6, "aüüüü\n"));

    [Fact]
    public void Whatever_comes_in_goes_out_once_in_bounded_pieces() => Gen.Select(Gen.OneOf(Gen.Byte, Gen.Const((byte)'\n')).Array[0, 50].Array[0, 10], Gen.Int[1, 20]).Sample(
        (pieces, bound) =>
        {
            List<byte[]> events = [];
            LogLineAssembler assembler = new(line => events.Add(line.ToArray()), bound);
            foreach (byte[] piece in pieces)
            {
                assembler.Receive(piece);
            }

            assembler.Flush();
            Assert.Equal(pieces.SelectMany(piece => piece), events.SelectMany(piece => piece));
            Assert.All(events, piece => Assert.InRange(piece.Length, 1, bound));
            Assert.All(events, piece => Assert.True(piece.AsSpan(0, piece.Length - 1).IndexOf((byte)'\n') < 0));
        });

    [Fact]
    public void How_the_pipe_cuts_valid_text_does_not_matter() => Gen.Select(Pick.Of("a", "ü", "€", "😀", "\n").Array[0, 60].Select(string.Concat), Gen.Int[1, 9]).Sample((text, step) =>
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        List<string> whole = Assemble(16, text);
        List<string> stepwise = [];
        LogLineAssembler assembler = new(line => stepwise.Add(Encoding.UTF8.GetString(line)), 16);
        foreach (byte[] piece in bytes.Chunk(step))
        {
            assembler.Receive(piece);
        }

        assembler.Flush();
        Assert.Equal(text, string.Concat(whole));
        Assert.Equal(whole, stepwise);
    });

    private static List<string> Assemble(int bound, params string[] pieces)
    {
        List<string> lines = [];
        LogLineAssembler assembler = new(line => lines.Add(Encoding.UTF8.GetString(line)), bound);
        foreach (string piece in pieces)
        {
            assembler.Receive(Encoding.UTF8.GetBytes(piece));
        }

        assembler.Flush();
        return lines;
    }
}
