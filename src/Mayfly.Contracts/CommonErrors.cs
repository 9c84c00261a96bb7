namespace Mayfly.Contracts;

/// <summary>Errors that AWS's front ends send for every service and that no model lists. Their bodies have no <c>Type</c>.</summary>
public static class CommonErrors
{
    /// <summary>The request could not be read: malformed JSON, or a value of the wrong type.</summary>
    public static AwsError SerializationException(string message) => new("SerializationException", 400, message) { Type = null, MessageMember = "Message" };

    /// <summary>The request breaks constraints of the model.</summary>
    public static AwsError ValidationException(string message) => new("ValidationException", 400, message) { Type = null };

    /// <summary>No operation has this method and path.</summary>
    public static AwsError UnknownOperationException(string message) => new("UnknownOperationException", 404, message) { Type = null };

    /// <summary>The caller may not do this.</summary>
    public static AwsError AccessDeniedException(string message) => new("AccessDeniedException", 403, message) { Type = null, MessageMember = "Message" };

    /// <summary>The body is larger than the operation allows; recorded for CreateFunction.</summary>
    public static AwsError RequestEntityTooLargeException(string message) => new("RequestEntityTooLargeException", 413, message) { Type = null };
}
