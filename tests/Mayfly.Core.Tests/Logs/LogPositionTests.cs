using CsCheck;
using Mayfly.Core.Logs;

namespace Mayfly.Core.Tests.Logs;

/// <summary>Event ids.</summary>
public sealed class LogPositionTests
{
    private static readonly Gen<LogPosition> Position = Gen.Select(Gen.Long[0, 9_999_999_999_999], Gen.Long[0, long.MaxValue], (time, sequence) => new LogPosition(time, sequence));

    [Fact]
    public void Digits_are_read_back_and_ordered_as_the_positions_are() => Gen.Select(Position, Position).Sample((left, right) =>
    {
        Assert.Equal(56, left.ToString().Length);
        Assert.True(LogPosition.TryParse(left.ToString(), out LogPosition read));
        Assert.Equal(left, read);
        Assert.Equal(Math.Sign(left.CompareTo(right)), Math.Sign(string.CompareOrdinal(left.ToString(), right.ToString())));
    });

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("99999999999999999999999999999999999999999999999999999999")]
    [InlineData("0000000000000 000000000000000000000000000000000000000001")]
    public void Other_texts_are_refused(string text) => Assert.False(LogPosition.TryParse(text, out _));
}
