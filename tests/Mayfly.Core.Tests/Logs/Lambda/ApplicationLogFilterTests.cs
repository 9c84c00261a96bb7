using System.Text;
using Mayfly.Core.Functions;
using Mayfly.Core.Logs.Lambda;

namespace Mayfly.Core.Tests.Logs.Lambda;

/// <summary>Which of a function's own lines pass its application log level.</summary>
public sealed class ApplicationLogFilterTests
{
    [Theory]
    [InlineData("WARN", """{"level":"INFO","message":"x"}""", false)]
    [InlineData("WARN", """{"level":"WARN"}""", true)]
    [InlineData("WARN", """{"level":"warning"}""", true)]
    [InlineData("FATAL", """{"level":"CRITICAL"}""", true)]
    [InlineData("FATAL", """{"level":"ERROR"}""", false)]
    [InlineData("INFO", """{"message":"no level"}""", true)]
    [InlineData("ERROR", """{"message":"no level"}""", false)]
    [InlineData("ERROR", """{"level":"absurd"}""", false)]
    [InlineData("ERROR", """{"level":5}""", false)]
    [InlineData("ERROR", """{"inner":{"level":"FATAL"}}""", false)]
    [InlineData("ERROR", """{"inner":{"level":"DEBUG"},"level":"ERROR"}""", true)]
    [InlineData("FATAL", "plain text", true)]
    [InlineData("FATAL", "{not json", true)]
    [InlineData("FATAL", "", true)]
    [InlineData("TRACE", """{"level":"TRACE"}""", true)]
    public void Lines_by_their_level_member(string level, string line, bool passes) =>
        Assert.Equal(passes, new ApplicationLogFilter(new LoggingSettings(true, level, "INFO", "/g")).Passes(Encoding.UTF8.GetBytes(line), null));

    [Fact]
    public void A_frames_level_counts_before_the_lines()
    {
        ApplicationLogFilter filter = new(new LoggingSettings(true, "WARN", "INFO", "/g"));
        Assert.True(filter.Passes("""{"level":"DEBUG"}"""u8, LambdaLogLevel.Error));
        Assert.False(filter.Passes("plain"u8, LambdaLogLevel.Info));
    }

    [Fact]
    public void Text_functions_have_no_level() =>
        Assert.True(new ApplicationLogFilter(new LoggingSettings(false, "INFO", "INFO", "/g")).Passes("""{"level":"TRACE"}"""u8, LambdaLogLevel.Trace));
}
