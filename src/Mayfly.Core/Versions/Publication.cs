namespace Mayfly.Core.Versions;

/// <summary>As what a change of a function is published.</summary>
internal enum Publication
{
    None,

    /// <summary>A version with the next number.</summary>
    NextNumber,

    /// <summary>$LATEST.PUBLISHED, in place of the one before.</summary>
    LatestPublished,
}
