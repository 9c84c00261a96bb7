using System.Text.Json;
using Amazon.Lambda.Core;

namespace Mayfly.Dotnet.Bridge;

/// <summary>Who calls, where Cognito knows it; empty otherwise.</summary>
internal sealed class CognitoIdentity : ICognitoIdentity
{
    public string IdentityId { get; private set; } = null!;

    public string IdentityPoolId { get; private set; } = null!;

    public static CognitoIdentity Parse(string? json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return new CognitoIdentity();
        }

        using JsonDocument document = JsonDocument.Parse(json);
        return new CognitoIdentity
        {
            IdentityId = LambdaContext.Text(document.RootElement, "cognitoIdentityId")!,
            IdentityPoolId = LambdaContext.Text(document.RootElement, "cognitoIdentityPoolId")!,
        };
    }
}
