using System.Text;
using Mayfly.Contracts;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Policies;

/// <summary>Policies on a function's entry: finding, replacing and taking them away. A policy's revision is also that of the version or alias that it guards.</summary>
internal static class FunctionPolicies
{
    public static PolicyRecord? Policy(this FunctionEntry entry, string? qualifier) =>
        entry.Resources.Policies.FirstOrDefault(policy => policy.Qualifier == (qualifier ?? FunctionVersions.Latest));

    /// <summary>Whether <paramref name="revisionId"/>, when given, is the latest that the caller can have read, of the policy or of what it guards.</summary>
    public static bool IsLatestRevision(this FunctionEntry entry, string? qualifier, string? revisionId) =>
        revisionId is null || revisionId == entry.Policy(qualifier)?.RevisionId || revisionId == entry.RevisionOf(qualifier);

    /// <summary>With that policy in place of the one before; without statements, with none.</summary>
    public static AwsResult<FunctionEntry> With(this FunctionEntry entry, PolicyRecord policy)
    {
        int bytes = Encoding.UTF8.GetByteCount(PolicyJson.Document(policy));
        if (bytes > PolicyRules.LargestPolicy)
        {
            return PolicyErrors.TooLong(bytes);
        }

        IEnumerable<PolicyRecord> others = entry.Resources.Policies.Where(one => one.Qualifier != policy.Qualifier);
        FunctionResources resources = entry.Resources with
        {
            Policies = [.. (policy.Statements.Count > 0 ? others.Append(policy) : others).OrderBy(static one => one.Qualifier, StringComparer.Ordinal)],
        };
        return entry.With(resources).WithRevision(policy.Qualifier, policy.RevisionId);
    }
}
