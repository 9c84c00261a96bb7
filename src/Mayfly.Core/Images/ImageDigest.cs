using System.Buffers;
using System.Security.Cryptography;

namespace Mayfly.Core.Images;

/// <summary>Names of content as registries write them: "sha256:" and 64 hexadecimal digits. Other algorithms are not taken.</summary>
public static class ImageDigest
{
    private const string Prefix = "sha256:";
    private const int Length = 71;

    private static readonly SearchValues<char> _digits = SearchValues.Create("0123456789abcdef");

    public static string Of(string hex) => Prefix + hex;

    public static string Of(ReadOnlySpan<byte> content) => Prefix + Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>The digits alone.</summary>
    public static string Hex(string digest) => digest[Prefix.Length..];

    public static bool IsOne(string? text) =>
        text is { Length: Length } && text.StartsWith(Prefix, StringComparison.Ordinal) && !text.AsSpan(Prefix.Length).ContainsAnyExcept(_digits);
}
