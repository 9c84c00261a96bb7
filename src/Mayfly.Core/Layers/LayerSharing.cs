using System.Text.Json;
using Mayfly.Core.Aws;

namespace Mayfly.Core.Layers;

/// <summary>Whether a layer version may be used by an account: its owner may, and whom its policy names.</summary>
internal static class LayerSharing
{
    public static bool Allows(LayerVersionRecord version, AwsIdentity caller) =>
        version.Key.Account == caller.Account || version.Policy?.Statements.Any(statement => Grants(statement, caller.Account)) == true;

    /// <summary>A condition asks for an organisation. There are none here, so nobody is in one.</summary>
    private static bool Grants(string statement, string account)
    {
        using JsonDocument document = JsonDocument.Parse(statement);
        if (document.RootElement.TryGetProperty("Condition", out _))
        {
            return false;
        }

        JsonElement principal = document.RootElement.GetProperty("Principal");
        return principal.ValueKind == JsonValueKind.String
            ? principal.ValueEquals("*")
            : principal.GetProperty("AWS").ValueEquals($"arn:aws:iam::{account}:root");
    }
}
