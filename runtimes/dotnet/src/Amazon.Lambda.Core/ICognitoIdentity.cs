namespace Amazon.Lambda.Core;

/// <summary>Who calls, where Cognito knows it.</summary>
public interface ICognitoIdentity
{
    string IdentityId { get; }

    string IdentityPoolId { get; }
}
