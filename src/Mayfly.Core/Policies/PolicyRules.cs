using System.Text.Json;

namespace Mayfly.Core.Policies;

/// <summary>What a policy may say, as far as AWS checks it when the policy is written.</summary>
internal static class PolicyRules
{
    /// <summary>Bytes of a whole policy: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html</summary>
    public const int LargestPolicy = 20_480;

    public static bool IsAccount(string principal) => principal.Length == 12 && !principal.AsSpan().ContainsAnyExceptInRange('0', '9');

    public static bool IsService(string principal) =>
        principal.EndsWith(".amazonaws.com", StringComparison.Ordinal) || principal.EndsWith(".amazon.com", StringComparison.Ordinal);

    /// <summary>A service, an account, an IAM identity, or everybody.</summary>
    public static bool IsPrincipal(string principal) =>
        principal == "*" || IsAccount(principal) || IsService(principal)
        || (principal.StartsWith("arn:aws", StringComparison.Ordinal) && principal.Split(':') is [_, _, "iam" or "sts", ..]);

    /// <summary>Answers what is wrong with a whole policy for <paramref name="resource"/>, or null.</summary>
    public static string? Check(JsonElement policy, string resource)
    {
        if (policy.ValueKind != JsonValueKind.Object || !policy.TryGetProperty("Statement", out JsonElement statements)
            || statements.ValueKind != JsonValueKind.Array || statements.GetArrayLength() == 0)
        {
            return "The policy must be an object with a non-empty array Statement.";
        }

        if (!IsTextOrAbsent(policy, "Version") || !IsTextOrAbsent(policy, "Id"))
        {
            return "Version and Id of the policy must be strings.";
        }

        return statements.EnumerateArray().Select(statement => CheckStatement(statement, resource)).FirstOrDefault(static fault => fault is not null)
            ?? CheckIds(statements);
    }

    private static string? CheckStatement(JsonElement statement, string resource)
    {
        if (statement.ValueKind != JsonValueKind.Object
            || !statement.TryGetProperty("Effect", out JsonElement effect)
            || effect.ValueKind != JsonValueKind.String || effect.GetString() is not ("Allow" or "Deny"))
        {
            return "Each statement must be an object whose Effect is Allow or Deny.";
        }

        if (!IsTextOrAbsent(statement, "Sid"))
        {
            return "A statement's Sid must be a string.";
        }

        if (!statement.TryGetProperty("Principal", out _) && !statement.TryGetProperty("NotPrincipal", out _))
        {
            return "Each statement of a resource-based policy must have a Principal.";
        }

        if (!statement.TryGetProperty("Action", out JsonElement action) || !Texts(action).All(static one => one == "*" || one.StartsWith("lambda:", StringComparison.OrdinalIgnoreCase)))
        {
            return "Each statement's Action must name actions of Lambda.";
        }

        return statement.TryGetProperty("Resource", out JsonElement named) && Texts(named).All(one => one == resource)
            ? null
            : $"Each statement's Resource must be {resource}.";
    }

    private static string? CheckIds(JsonElement statements)
    {
        string[] ids = [.. statements.EnumerateArray().Where(static one => one.TryGetProperty("Sid", out _)).Select(static one => one.GetProperty("Sid").GetString()!)];
        return ids.Distinct(StringComparer.Ordinal).Count() == ids.Length ? null : "Statement ids (Sid) in a policy must be unique.";
    }

    /// <summary>A string or an array of strings; anything else gives one text that no rule takes.</summary>
    private static string[] Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array when value.GetArrayLength() > 0 && value.EnumerateArray().All(static one => one.ValueKind == JsonValueKind.String) =>
            [.. value.EnumerateArray().Select(static one => one.GetString()!)],
        _ => [string.Empty],
    };

    private static bool IsTextOrAbsent(JsonElement parent, string name) => !parent.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.String;
}
