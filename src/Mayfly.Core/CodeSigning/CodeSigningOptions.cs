namespace Mayfly.Core.CodeSigning;

/// <summary>Whose signatures of packages can be told apart.</summary>
public sealed class CodeSigningOptions
{
    public IList<SigningProfileOptions> Profiles { get; set; } = [];

    /// <summary>ARNs of profile versions and of signing jobs whose signatures are not to be trusted any more.</summary>
    public IList<string> Revoked { get; set; } = [];
}
