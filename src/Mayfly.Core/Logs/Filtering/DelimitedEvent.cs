using System.Buffers.Text;

namespace Mayfly.Core.Logs.Filtering;

/// <summary>A message split into the fields of a delimited pattern.</summary>
internal readonly ref struct DelimitedEvent(ReadOnlySpan<byte> message, List<Range> words, int fieldCount, int ellipsis)
{
    private readonly ReadOnlySpan<byte> _message = message;

    /// <summary>
    /// The field's text. Fields behind an ellipsis count from the end; without one, the last field takes whatever words are left, as AWS's examples with
    /// <c>[w1=ERROR, w2]</c> show.
    /// </summary>
    public ReadOnlySpan<byte> Field(int index)
    {
        if (ellipsis >= 0)
        {
            return _message[words[index < ellipsis ? index : words.Count - (fieldCount - index)]];
        }

        return index == fieldCount - 1 && words.Count > fieldCount ? _message[words[index].Start..] : _message[words[index]];
    }

    /// <summary>The field as a number; null when it is none.</summary>
    public double? Number(int index)
    {
        ReadOnlySpan<byte> field = Field(index);
        return Utf8Parser.TryParse(field, out double number, out int read) && read == field.Length && double.IsFinite(number) ? number : null;
    }
}
