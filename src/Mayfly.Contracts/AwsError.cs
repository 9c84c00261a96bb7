namespace Mayfly.Contracts;

/// <summary>An expected refusal in AWS's shape. Made by the generated factories (<c>LambdaErrors.ResourceNotFoundException(…)</c>) so that status and member names are the model's.</summary>
/// <param name="Code">The wire code, suffix included: "ResourceNotFoundException".</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Message">For people, as AWS writes it.</param>
public sealed record AwsError(string Code, int Status, string Message)
{
    /// <summary>"User" or "Service"; null where AWS sends none.</summary>
    public string? Type { get; init; } = "User";

    /// <summary>"message" or "Message": the case differs between AWS's shapes.</summary>
    public string MessageMember { get; init; } = "message";

    /// <summary>Further members such as "Reason".</summary>
    public IReadOnlyDictionary<string, string>? Members { get; init; }

    /// <summary>Sent as Retry-After, seconds.</summary>
    public int? RetryAfterSeconds { get; init; }
}
