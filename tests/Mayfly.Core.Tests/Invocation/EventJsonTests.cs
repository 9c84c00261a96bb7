using System.Text;
using CsCheck;
using Mayfly.Core.Invocation;

namespace Mayfly.Core.Tests.Invocation;

public sealed class EventJsonTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1, \"a\", {\"b\": true}]")]
    [InlineData("  \"text\" ")]
    public void Json_passes(string json) => Assert.Null(EventJson.FaultOf(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("{", "Unexpected end-of-input")]
    [InlineData("hello", "Unrecognized token 'hello'")]
    [InlineData("{'a':1}", "Unexpected character (''' (code 39))")]
    public void Faults_are_told_as_AWS_tells_them(string json, string expected)
    {
        string? fault = EventJson.FaultOf(Encoding.UTF8.GetBytes(json));
        Assert.NotNull(fault);
        Assert.StartsWith("Could not parse request body into json: Could not parse payload into json: " + expected, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'"', 0x87, (byte)'"' }, "Invalid UTF-8 start byte 0x87", 3)]
    [InlineData(new byte[] { (byte)'n', 0x87 }, "Invalid UTF-8 start byte 0x87", 3)]
    [InlineData(new byte[] { (byte)'[', (byte)'x', (byte)'1', 0x87 }, "Invalid UTF-8 start byte 0x87", 5)]
    [InlineData(new byte[] { 0x99 }, "Unexpected character ((CTRL-CHAR, code 153)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')", 1)]
    public void Bytes_that_begin_no_character_are_named_with_their_place(byte[] json, string problem, int column)
        => Assert.Equal(
            $"Could not parse request body into json: Could not parse payload into json: {problem}\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: {column}]",
            EventJson.FaultOf(json));

    [Fact]
    public void Any_bytes_are_judged_without_failing()
        => Gen.Byte.Array[0, 200].Sample(bytes => EventJson.FaultOf(bytes) is null or { Length: > 0 });
}
