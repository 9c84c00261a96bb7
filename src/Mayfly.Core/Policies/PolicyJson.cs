using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Policies;

/// <summary>Writes and reads policies in IAM's policy language: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html</summary>
internal static class PolicyJson
{
    private static readonly JsonWriterOptions _asAws = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The statement of an AddPermission, its members in AWS's order.</summary>
    public static string Statement(AddPermissionRequest request, string resource)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, _asAws))
        {
            json.WriteStartObject();
            json.WriteString("Sid", request.StatementId);
            json.WriteString("Effect", "Allow");
            WritePrincipal(json, request.Principal!);
            json.WriteString("Action", request.Action);
            json.WriteString("Resource", resource);
            WriteCondition(json, request);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>The whole policy.</summary>
    public static string Document(PolicyRecord policy)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, _asAws))
        {
            json.WriteStartObject();
            json.WriteString("Version", policy.Version);
            json.WriteString("Id", policy.Id);
            json.WriteStartArray("Statement");
            foreach (string statement in policy.Statements)
            {
                json.WriteRawValue(statement);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>A statement's Sid; null when it has none.</summary>
    public static string? Sid(string statement)
    {
        using JsonDocument document = JsonDocument.Parse(statement);
        return document.RootElement.TryGetProperty("Sid", out JsonElement sid) ? sid.GetString() : null;
    }

    /// <summary>Reads a whole policy that a caller wrote; the fault names what is wrong.</summary>
    public static AwsResult<PolicyRecord> Read(string policy, string qualifier, string resource)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(policy);
            return PolicyRules.Check(document.RootElement, resource) is { } fault
                ? FunctionErrors.Invalid(fault)
                : new PolicyRecord
                {
                    Qualifier = qualifier,
                    Version = document.RootElement.TryGetProperty("Version", out JsonElement version) ? version.GetString()! : "2012-10-17",
                    Id = document.RootElement.TryGetProperty("Id", out JsonElement id) ? id.GetString()! : "default",
                    Statements = [.. document.RootElement.GetProperty("Statement").EnumerateArray().Select(static statement => statement.GetRawText())],
                    RevisionId = Guid.NewGuid().ToString(),
                };
        }
        catch (JsonException)
        {
            return FunctionErrors.Invalid("The policy is not valid JSON.");
        }
    }

    private static void WritePrincipal(Utf8JsonWriter json, string principal)
    {
        if (principal == "*")
        {
            json.WriteString("Principal", principal);
            return;
        }

        json.WriteStartObject("Principal");
        (string kind, string name) = PolicyRules.IsAccount(principal) ? ("AWS", $"arn:aws:iam::{principal}:root")
            : PolicyRules.IsService(principal) ? ("Service", principal)
            : ("AWS", principal);
        json.WriteString(kind, name);
        json.WriteEndObject();
    }

    private static void WriteCondition(Utf8JsonWriter json, AddPermissionRequest request)
    {
        (string Name, string? Value)[] equal =
        [
            ("AWS:SourceAccount", request.SourceAccount),
            ("lambda:FunctionUrlAuthType", request.FunctionUrlAuthType?.Value),
            ("aws:PrincipalOrgID", request.PrincipalOrgID),
            ("lambda:EventSourceToken", request.EventSourceToken),
        ];
        bool any = equal.Any(static one => one.Value is not null);
        if (!any && request.SourceArn is null && request.InvokedViaFunctionUrl is null)
        {
            return;
        }

        json.WriteStartObject("Condition");
        if (any)
        {
            json.WriteStartObject("StringEquals");
            foreach ((string name, string? value) in equal.Where(static one => one.Value is not null))
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        WriteOne(json, "ArnLike", "AWS:SourceArn", request.SourceArn);
        WriteOne(json, "Bool", "lambda:InvokedViaFunctionUrl", request.InvokedViaFunctionUrl is { } via ? (via ? "true" : "false") : null);
        json.WriteEndObject();
    }

    private static void WriteOne(Utf8JsonWriter json, string operation, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteStartObject(operation);
            json.WriteString(name, value);
            json.WriteEndObject();
        }
    }
}
