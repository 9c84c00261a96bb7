using System.Text;

namespace Mayfly.Core.Packages;

/// <summary>Turns an entry's name into a safe relative path.</summary>
internal static class PackagePath
{
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Normalises a name ("./a//b/" is "a/b"). The path is empty for the package's own root. Answers the fault, or null.</summary>
    public static PackageFault? Read(ReadOnlySpan<byte> name, out string path)
    {
        path = string.Empty;
        if (name.IsEmpty || name.Length > PackageLimits.PathBytes)
        {
            return PackageFault.Refused($"An entry's name is {name.Length} bytes long; 1 to {PackageLimits.PathBytes} are allowed.");
        }

        if (!TryDecode(name, out string text))
        {
            return PackageFault.Refused("An entry's name is not UTF-8 text.");
        }

        if (text.AsSpan().IndexOfAnyInRange('\0', '\u001f') >= 0 || text.Contains('\u007f', StringComparison.Ordinal))
        {
            return PackageFault.Refused("An entry's name has control characters.");
        }

        if (text.Contains('\\', StringComparison.Ordinal))
        {
            return PackageFault.Refused($"The entry '{Shown(text)}' has a backslash in its name; separate folders by slashes.");
        }

        if (text[0] == '/')
        {
            return PackageFault.Refused($"The entry '{Shown(text)}' has an absolute path.");
        }

        string[] parts = text.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (Array.IndexOf(parts, "..") >= 0)
        {
            return PackageFault.Refused($"The entry '{Shown(text)}' would be outside of the package.");
        }

        parts = Array.FindAll(parts, part => part != ".");
        if (parts.Length > PackageLimits.PathDepth)
        {
            return PackageFault.Refused($"The entry '{Shown(text)}' lies more than {PackageLimits.PathDepth} folders deep.");
        }

        if (Array.Exists(parts, part => Encoding.UTF8.GetByteCount(part) > PackageLimits.NameBytes))
        {
            return PackageFault.Refused($"The entry '{Shown(text)}' has a file name longer than {PackageLimits.NameBytes} bytes.");
        }

        path = string.Join('/', parts);
        return null;
    }

    /// <summary>UTF-8, strictly.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out string text)
    {
        try
        {
            text = _strict.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = string.Empty;
            return false;
        }
    }

    /// <summary>Short enough for a message.</summary>
    public static string Shown(string text) => text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 80), "…");
}
