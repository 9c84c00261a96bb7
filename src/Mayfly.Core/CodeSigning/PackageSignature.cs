namespace Mayfly.Core.CodeSigning;

/// <summary>What the signature in a package says, as far as it held when the package came in. A package without one has none of these.</summary>
public sealed record PackageSignature
{
    /// <summary>Whether the package is what was signed. Where it is not, nothing else is set.</summary>
    public required bool IsIntact { get; init; }

    /// <summary>The version of the signing profile; null when the key is not one that this installation knows for the profile that it names.</summary>
    public string? ProfileVersionArn { get; init; }

    /// <summary>The signing job; null without a profile.</summary>
    public string? JobArn { get; init; }

    /// <summary>The signer's key, as <see cref="TrustedPublishers"/> names it; null without a profile.</summary>
    public string? KeyId { get; init; }

    /// <summary>When the signature's validity ends; null without a profile.</summary>
    public DateTimeOffset? Expires { get; init; }
}
