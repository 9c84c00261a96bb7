using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Contracts.Tests.Support;

namespace Mayfly.Contracts.Tests.Operations;

public sealed class AwsErrorResponseTests
{
    public static TheoryData<AwsError, int, string> Errors() => new()
    {
        { LambdaErrors.ResourceNotFoundException("gone"), 404, """{"Type":"User","Message":"gone"}""" },
        { LambdaErrors.InvalidParameterValueException("bad"), 400, """{"Type":"User","message":"bad"}""" },
        { LambdaErrors.CodeSigningConfigNotFoundException("none"), 404, """{"Type":"User","Message":"none"}""" },
        { LambdaErrors.PreconditionFailedException("old"), 412, """{"Type":"User","message":"old"}""" },
        { LambdaErrors.ServiceException("ours"), 500, """{"Type":"Service","Message":"ours"}""" },
        { LambdaErrors.TooManyRequestsException("Rate Exceeded.", reason: ThrottleReason.ReservedFunctionConcurrentInvocationLimitExceeded), 429, """{"Reason":"ReservedFunctionConcurrentInvocationLimitExceeded","Type":"User","message":"Rate Exceeded."}""" },
        { LambdaErrors.TooManyRequestsException("Rate Exceeded."), 429, """{"Type":"User","message":"Rate Exceeded."}""" },
        { CommonErrors.ValidationException("1 validation error"), 400, """{"message":"1 validation error"}""" },
        { CommonErrors.RequestEntityTooLargeException("big"), 413, """{"message":"big"}""" },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void Errors_have_the_form_that_was_recorded(AwsError error, int status, string body)
    {
        FakeResponse response = new();

        AwsErrorResponse.Write(error, response);

        Assert.Equal(status, response.Status);
        Assert.Equal(error.Code, response.Headers["x-amzn-ErrorType"]);
        Assert.Equal("application/json", response.ContentType);
        Assert.Equal(body, response.Text);
        Assert.Equal(response.Body, AwsErrorResponse.Body(error));
    }

    [Fact]
    public void Retry_After_is_a_header()
    {
        FakeResponse response = new();

        AwsErrorResponse.Write(LambdaErrors.TooManyRequestsException("slow", retryAfterSeconds: 3), response);

        Assert.Equal("3", response.Headers["Retry-After"]);
    }
}
