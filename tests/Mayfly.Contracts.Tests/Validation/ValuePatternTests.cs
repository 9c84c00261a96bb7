using System.Reflection;
using CsCheck;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Validation;

namespace Mayfly.Contracts.Tests.Validation;

public sealed class ValuePatternTests
{
    public static TheoryData<string> Patterns() => [.. Fields().Select(field => field.Name)];

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Every_pattern_answers_for_any_text(string name)
    {
        ValuePattern pattern = (ValuePattern)Fields().Single(field => field.Name == name).GetValue(null)!;

        Gen.String.Sample(text => pattern.Accepts(text) == pattern.Accepts(text), iter: 50);
    }

    [Fact]
    public void Java_digits_are_ASCII()
    {
        Assert.True(LambdaPatterns.RoleArn.Accepts("arn:aws:iam::111111111111:role/r"));
        Assert.False(LambdaPatterns.RoleArn.Accepts("arn:aws:iam::١١١١١١١١١١١١:role/r"));
    }

    [Fact]
    public void Java_spaces_are_ASCII()
    {
        Assert.True(LambdaPatterns.Handler.Accepts("index.händler\u2003"));
        Assert.False(LambdaPatterns.Handler.Accepts("index.\thandler"));
    }

    [Fact]
    public void The_whole_value_must_match()
    {
        Assert.False(LambdaPatterns.Alias.Accepts("prod\n"));
        Assert.False(LambdaPatterns.AdditionalVersion.Accepts("12\n"));
        Assert.False(LambdaPatterns.LayerPermissionAllowedAction.Accepts("xlambda:GetLayerVersion"));
        Assert.True(LambdaPatterns.DestinationArn.Accepts(""));
    }

    [Fact]
    public void Javas_dot_stops_at_its_line_ends()
    {
        Assert.True(LambdaPatterns.S3Key.Accepts("a/b c"));
        Assert.False(LambdaPatterns.S3Key.Accepts("a\u2028b"));
        Assert.False(LambdaPatterns.S3Key.Accepts("a\rb"));
    }

    [Fact]
    public void Everything_is_everything() => Assert.True(LambdaPatterns.Pattern.Accepts("\n\u00a0\u2028x"));

    [Fact]
    public void Lookaheads_hold()
    {
        Assert.False(LambdaPatterns.Alias.Accepts("2024"));
        Assert.True(LambdaPatterns.Alias.Accepts("2024a"));
        Assert.False(LambdaPatterns.S3Bucket.Accepts("bucket."));
        Assert.True(LambdaPatterns.FunctionUrlFunctionName.Accepts("f:1a"));
        Assert.False(LambdaPatterns.FunctionUrlFunctionName.Accepts("f:1"));
    }

    private static IEnumerable<FieldInfo> Fields() => typeof(LambdaPatterns).GetFields(BindingFlags.Static | BindingFlags.NonPublic).Where(field => field.FieldType == typeof(ValuePattern));
}
