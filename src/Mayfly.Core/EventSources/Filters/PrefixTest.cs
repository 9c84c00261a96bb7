namespace Mayfly.Core.EventSources.Filters;

/// <summary>A string that begins so.</summary>
internal sealed class PrefixTest(byte[] prefix) : ValueTest
{
    public override bool Accepts(in LeafValue value) => value.IsString && value.Text.StartsWith(prefix);
}
