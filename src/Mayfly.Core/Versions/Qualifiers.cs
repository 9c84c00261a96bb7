using System.Buffers;
using Mayfly.Contracts;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Versions;

/// <summary>What a qualifier can be, told by its letters alone, as AWS does before it looks.</summary>
internal static class Qualifiers
{
    private static readonly SearchValues<char> _aliasLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>A number or $LATEST.PUBLISHED.</summary>
    public static bool IsPublished(string qualifier) =>
        qualifier == FunctionVersions.LatestPublished || !qualifier.AsSpan().ContainsAnyExceptInRange('0', '9');

    public static bool IsAlias(string qualifier) => !IsPublished(qualifier) && !qualifier.AsSpan().ContainsAnyExcept(_aliasLetters);

    /// <summary>For operations on one version or alias: why there is none; null when there is.</summary>
    public static AwsError? Missing(FunctionEntry entry, string? qualifier)
    {
        bool there = qualifier is null || entry.Has(qualifier) || entry.Alias(qualifier) is not null;
        return there ? null : Missing(entry.Record.Key, qualifier!);
    }

    /// <summary>The refusal of a qualifier that the function, if there is one, does not have.</summary>
    public static AwsError Missing(FunctionKey key, string qualifier) =>
        IsAlias(qualifier) ? AliasErrors.CannotFind(key, qualifier) : FunctionErrors.NotFound($"{key.Arn}:{qualifier}");
}
