namespace Mayfly.Core.Images;

/// <summary>Why an image cannot be had.</summary>
internal enum ImageFault
{
    NotFound,
    AccessDenied,

    /// <summary>It is of a kind that AWS does not run either.</summary>
    Unsupported,

    /// <summary>It is for another machine.</summary>
    OtherArchitecture,

    /// <summary>It is damaged, hostile or too large.</summary>
    Invalid,

    /// <summary>Nobody can tell: the registry does not answer, or this machine lacks what it takes.</summary>
    Unavailable,
}
