using System.Text;

namespace Mayfly.Core.EventSources.Filters;

/// <summary>Which part of a string is compared.</summary>
internal enum TextPart
{
    Whole,
    Beginning,
    End,
}

/// <summary>A string, or its beginning or end, in whichever case.</summary>
internal sealed class IgnoreCaseTest(string expected, TextPart part) : ValueTest
{
    public override bool Accepts(in LeafValue value)
    {
        if (!value.IsString)
        {
            return false;
        }

        string text = Encoding.UTF8.GetString(value.Text);
        return part switch
        {
            TextPart.Beginning => text.StartsWith(expected, StringComparison.OrdinalIgnoreCase),
            TextPart.End => text.EndsWith(expected, StringComparison.OrdinalIgnoreCase),
            _ => text.Equals(expected, StringComparison.OrdinalIgnoreCase),
        };
    }
}
