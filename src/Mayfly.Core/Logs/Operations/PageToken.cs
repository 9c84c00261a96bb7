using System.Buffers.Text;
using System.Text;

namespace Mayfly.Core.Logs.Operations;

/// <summary>Wraps what a page ended with into a token that callers do not read meaning into.</summary>
internal static class PageToken
{
    public static string Write(string content) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(content));

    /// <summary>False for what no server of ours can have written.</summary>
    public static bool TryRead(string token, out string content)
    {
        content = "";
        if (!Base64Url.IsValid(token))
        {
            return false;
        }

        content = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
        return true;
    }
}
