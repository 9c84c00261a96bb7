using System.Text.RegularExpressions;
using CsCheck;
using Mayfly.Contracts.Arns;

namespace Mayfly.Contracts.Tests.Arns;

public sealed partial class FunctionIdentifierTests
{
    [Theory]
    [InlineData("hello", null, null, null, "hello", null)]
    [InlineData("hello:prod", null, null, null, "hello", "prod")]
    [InlineData("hello:$LATEST", null, null, null, "hello", "$LATEST")]
    [InlineData("hello:$LATEST.PUBLISHED", null, null, null, "hello", "$LATEST.PUBLISHED")]
    [InlineData("function:hello", null, null, null, "hello", null)]
    [InlineData("111111111111:function:hello", null, null, "111111111111", "hello", null)]
    [InlineData("111111111111:function:hello:7", null, null, "111111111111", "hello", "7")]
    [InlineData("111111111111:hello", null, null, "111111111111", "hello", null)]
    [InlineData("us-east-1:111111111111:function:hello", null, "us-east-1", "111111111111", "hello", null)]
    [InlineData("arn:aws:lambda:us-east-1:111111111111:function:hello", "aws", "us-east-1", "111111111111", "hello", null)]
    [InlineData("arn:aws-us-gov:lambda:us-gov-west-1:111111111111:function:hello:1", "aws-us-gov", "us-gov-west-1", "111111111111", "hello", "1")]
    [InlineData("arn:aws-cn:lambda:cn-north-1:111111111111:function:hello", "aws-cn", "cn-north-1", "111111111111", "hello", null)]
    [InlineData("arn:aws-eusc:lambda:eusc-de-east-1:111111111111:function:hello", "aws-eusc", "eusc-de-east-1", "111111111111", "hello", null)]
    [InlineData("us-east-1:$LATEST", null, null, null, "us-east-1", "$LATEST")]
    [InlineData("function", null, null, null, "function", null)]
    [InlineData("arn:aws:lambda:us-east-1:111111111111:layer:hello", "aws", "us-east-1", "111111111111", "layer", "hello")]
    [InlineData("arn:aws", null, null, null, "arn", "aws")]
    public void Every_form_is_understood(string text, string? partition, string? region, string? account, string name, string? qualifier)
    {
        Assert.True(FunctionIdentifier.TryParse(text, out FunctionIdentifier identifier));
        Assert.Equal(new FunctionIdentifier(partition, region, account, name, qualifier), identifier);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("hello:")]
    [InlineData("hello world")]
    [InlineData("invalid:function:name")]
    [InlineData("hello:a:b")]
    [InlineData("hello:$OTHER")]
    [InlineData("arn:aws:s3:us-east-1:111111111111:function:hello")]
    [InlineData("arn:aws:lambda:us-east-1:1111:function:hello")]
    [InlineData("arn:aws:lambda:us-east-1:111111111111:function:hello:1:2")]
    [InlineData("hello\n")]
    public void Anything_else_is_refused(string? text) => Assert.False(FunctionIdentifier.TryParse(text, out _));

    [Fact]
    public void Missing_parts_of_an_ARN_come_from_the_caller()
    {
        Assert.True(FunctionIdentifier.TryParse("hello:1", out FunctionIdentifier name));
        Assert.True(FunctionIdentifier.TryParse("arn:aws-cn:lambda:cn-north-1:222222222222:function:hello", out FunctionIdentifier arn));

        Assert.Equal("arn:aws:lambda:us-east-1:111111111111:function:hello", name.ToArn("us-east-1", "111111111111"));
        Assert.Equal("arn:aws-cn:lambda:cn-north-1:222222222222:function:hello", arn.ToArn("us-east-1", "111111111111"));
    }

    [Fact]
    public void Texts_of_the_same_words_are_read_as_AWSs_own_pattern_reads_them()
    {
        Gen<string> word = Gen.OneOf("arn", "aws", "", "aws-cn", "lambda", "us-east-1", "us-gov-west-1", "us-iso-east-1", "111111111111", "function", "f.1", "$LATEST", "$LATEST.PUBLISHED", "prod", "1", "a b");

        word.Array[1, 9].Sample(
            words =>
            {
                string text = string.Join(':', words);
                Match expected = AwsPattern().Match(text);

                Assert.Equal(expected.Success, FunctionIdentifier.TryParse(text, out FunctionIdentifier actual));
                if (expected.Success)
                {
                    Assert.Equal(
                        new FunctionIdentifier(Group(expected, "partition"), Group(expected, "region"), Group(expected, "account"), expected.Groups["name"].Value, Group(expected, "qualifier")),
                        actual);
                }
            },
            iter: 20_000);
    }

    private static string? Group(Match match, string name) => match.Groups[name] is { Success: true, Value: { Length: > 0 } value } ? value : null;

    /// <summary>The model's patterns FunctionName and NamespacedFunctionName in one, with names for the groups.</summary>
    [GeneratedRegex(@"\A(arn:(?<partition>aws[a-zA-Z-]*)?:lambda:)?((?<region>(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-[0-9]{1}):)?((?<account>[0-9]{12}):)?(function:)?(?<name>[a-zA-Z0-9-_\.]+)(:(?<qualifier>\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex AwsPattern();
}
