using System.Text.Json;

namespace Mayfly.Core.EventSources.Filters;

/// <summary>A part of a pattern, asked of the part of a record that stands at the same place.</summary>
internal abstract class PatternNode
{
    /// <param name="record">The whole record: what must be absent must be absent everywhere in it.</param>
    /// <param name="value">What stands at this place; undefined when nothing does.</param>
    public abstract bool Matches(in JsonElement record, in JsonElement value);
}
