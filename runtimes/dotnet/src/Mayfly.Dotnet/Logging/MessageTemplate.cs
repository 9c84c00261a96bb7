using System.Globalization;
using System.Text;

namespace Mayfly.Dotnet.Logging;

/// <summary>
/// A log message with {placeholders}, by name or by position, as message templates have them (https://messagetemplates.org): "{name}",
/// "{amount:0.00}", "{@order}" for JSON.
/// </summary>
internal sealed class MessageTemplate
{
    private readonly string[] _literals;

    private MessageTemplate(string[] literals, TemplateProperty[] properties)
    {
        _literals = literals;
        Properties = properties;
        IsPositional = Positional(properties);
    }

    public IReadOnlyList<TemplateProperty> Properties { get; }

    /// <summary>Whether the placeholders are numbers that name arguments by their place, with no gap.</summary>
    public bool IsPositional { get; }

    /// <summary>A text in which nothing is a placeholder.</summary>
    public static MessageTemplate Plain(string text) => new([text], []);

    public static MessageTemplate Parse(string text)
    {
        List<string> literals = [];
        List<TemplateProperty> properties = [];
        int literalAt = 0;
        for (int at = 0; at < text.Length; at++)
        {
            if (text[at] != '{')
            {
                continue;
            }

            if (at + 1 < text.Length && text[at + 1] == '{')
            {
                at++;
                continue;
            }

            int end = text.IndexOf('}', at);
            if (end < 0)
            {
                break;
            }

            if (end > at + 1)
            {
                literals.Add(text[literalAt..at]);
                properties.Add(new TemplateProperty(text[at..(end + 1)]));
                literalAt = end + 1;
            }

            at = end;
        }

        literals.Add(text[literalAt..]);
        return new MessageTemplate([.. literals], [.. properties]);
    }

    /// <summary>The argument of the placeholder at a place; false when there is none for it.</summary>
    public bool TryArgument(int property, object?[] arguments, out object? argument)
    {
        int index = IsPositional ? int.Parse(Properties[property].Name, CultureInfo.InvariantCulture) : property;
        argument = index < arguments.Length ? arguments[index] : null;
        return index < arguments.Length;
    }

    /// <summary>The message. Placeholders without an argument stay as they are.</summary>
    public string Apply(object?[] arguments)
    {
        if (Properties.Count == 0)
        {
            return _literals[0];
        }

        StringBuilder message = new(_literals[0]);
        for (int i = 0; i < Properties.Count; i++)
        {
            message.Append(TryArgument(i, arguments, out object? argument) ? Properties[i].Text(argument) : Properties[i].Token).Append(_literals[i + 1]);
        }

        return message.ToString();
    }

    private static bool Positional(TemplateProperty[] properties)
    {
        HashSet<int> places = [];
        foreach (TemplateProperty property in properties)
        {
            if (!int.TryParse(property.Name, NumberStyles.None, CultureInfo.InvariantCulture, out int place))
            {
                return false;
            }

            places.Add(place);
        }

        return places.Count > 0 && places.Max() == places.Count - 1;
    }
}
