using Mayfly.Core.AwsServices;

namespace Mayfly.Core.Tests.AwsServices;

public sealed class AwsErrorCodeTests
{
    [Theory]
    [InlineData("""{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"m"}""", "QueueDoesNotExist")]
    [InlineData("""{"__type":"ValidationException"}""", "ValidationException")]
    [InlineData("""{"__type":"a#FooError:http://internal.amazon.com/coral/b/"}""", "FooError")]
    [InlineData("""<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>InvalidParameter</Code></Error></ErrorResponse>""", "InvalidParameter")]
    [InlineData("""<?xml version="1.0"?><Error><Code>NoSuchBucket</Code></Error>""", "NoSuchBucket")]
    [InlineData("""{"__type":5}""", null)]
    [InlineData("""{"__type":"a","__type":"b"}""", null)]
    [InlineData("[1]", null)]
    [InlineData("<html><p>", null)]
    [InlineData("Bad gateway", null)]
    [InlineData("", null)]
    public void The_code_is_found_in_whichever_language(string answer, string? code) => Assert.Equal(code, AwsErrorCode.In(answer));
}
