using System.Text;

namespace Mayfly.Contracts.Generator.Naming;

/// <summary>Names an enum value in C#: TRIM_HORIZON → TrimHorizon, nodejs20.x → Nodejs20X, python3.12 → Python3_12.</summary>
internal static class EnumMemberName
{
    /// <summary>Names that the record struct itself has.</summary>
    private static readonly HashSet<string> Taken = ["Value", "Known", "From", "Equals", "ToString", "GetHashCode", "GetType", "Deconstruct"];

    public static string Of(string value)
    {
        bool allUpper = !value.Any(char.IsAsciiLetterLower);
        StringBuilder name = new();
        bool startWord = true;
        foreach (char c in value)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                startWord = true;
                continue;
            }

            if (startWord && name.Length > 0 && char.IsAsciiDigit(c) && char.IsAsciiDigit(name[^1]))
            {
                // 3.12 and 31.2 must stay apart.
                name.Append('_');
            }

            name.Append(startWord ? char.ToUpperInvariant(c) : allUpper ? char.ToLowerInvariant(c) : c);
            startWord = false;
        }

        string result = name.ToString();
        return Taken.Contains(result) ? result + "Member" : char.IsAsciiDigit(result[0]) ? "_" + result : result;
    }
}
