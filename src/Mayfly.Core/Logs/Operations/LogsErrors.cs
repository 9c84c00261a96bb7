using Mayfly.Contracts;

namespace Mayfly.Core.Logs.Operations;

/// <summary>CloudWatch Logs' refusals, worded as AWS words them.</summary>
internal static class LogsErrors
{
    public static AwsError NoSuchGroup { get; } = New("ResourceNotFoundException", "The specified log group does not exist.");

    public static AwsError NoSuchStream { get; } = New("ResourceNotFoundException", "The specified log stream does not exist.");

    public static AwsError GroupExists { get; } = New("ResourceAlreadyExistsException", "The specified log group already exists");

    public static AwsError StreamExists { get; } = New("ResourceAlreadyExistsException", "The specified log stream already exists");

    public static AwsError BadToken { get; } = InvalidParameter("The specified nextToken is invalid.");

    public static AwsError TooManyTags { get; } = New("TooManyTagsException", "A resource can have no more than 50 tags.");

    /// <summary>The disk refused: the caller may try again.</summary>
    public static AwsError Unavailable { get; } = New("ServiceUnavailableException", "The log events could not be stored. Try again later.") with { Status = 503 };

    public static AwsError InvalidParameter(string message) => New("InvalidParameterException", message);

    public static AwsError UnknownOperation(string operation) => New("UnknownOperationException", $"The operation {operation} is not one that this server's CloudWatch Logs knows.");

    public static AwsError Unreadable(string why) => New("SerializationException", why);

    private static AwsError New(string code, string message) => new(code, 400, message);
}
