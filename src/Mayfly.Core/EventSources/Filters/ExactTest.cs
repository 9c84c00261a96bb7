using System.Text.Json;

namespace Mayfly.Core.EventSources.Filters;

/// <summary>The same kind and the same characters: 300, 300.0 and 3.0e2 are three different values.</summary>
internal sealed class ExactTest(JsonValueKind kind, byte[] text) : ValueTest
{
    public override bool Accepts(in LeafValue value) => value.Kind == kind && value.Text.SequenceEqual(text);
}
