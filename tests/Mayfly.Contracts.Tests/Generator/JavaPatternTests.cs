using System.Text.RegularExpressions;
using CsCheck;
using Mayfly.Contracts.Generator.Model;
using Mayfly.Contracts.Generator.Patterns;

namespace Mayfly.Contracts.Tests.Generator;

public sealed class JavaPatternTests
{
    [Theory]
    [InlineData(@"\d+", @"\A(?:[0-9]+)\z")]
    [InlineData(@"[\d\-_]", @"\A(?:[0-9\-_])\z")]
    [InlineData(@"[^\s]+", @"\A(?:[^ \t\n\x0B\f\r]+)\z")]
    [InlineData(@"[\s\S]*", @"\A(?:[\s\S]*)\z")]
    [InlineData(@"\S+\W", @"\A(?:[^ \t\n\x0B\f\r]+[^a-zA-Z0-9_])\z")]
    [InlineData(@"a.b", @"\A(?:a[^\n\r\u0085\u2028\u2029]b)\z")]
    [InlineData(@"a\.[.]", @"\A(?:a\.[.])\z")]
    [InlineData(@"[a-z]|()", @"\A(?:[a-z]|())\z")]
    public void Patterns_are_translated_and_anchored(string java, string dotNet) => Assert.Equal(dotNet, JavaPattern.ToDotNet(java));

    [Theory]
    [InlineData("[a-z&&[^b]]")]
    [InlineData("[a[bc]]")]
    [InlineData("[abc")]
    public void What_cannot_be_translated_stops_the_build(string java) => Assert.Throws<ModelException>(() => JavaPattern.ToDotNet(java));

    [Fact]
    public void Without_classes_and_dots_a_pattern_stays_as_it_is()
    {
        Gen.String[Gen.Char.AlphaNumeric, 0, 20].Sample(text =>
        {
            string translated = JavaPattern.ToDotNet(text);
            Assert.Matches(translated, text);
            Assert.DoesNotMatch(new Regex(translated), text + "\n");
        });
    }
}
