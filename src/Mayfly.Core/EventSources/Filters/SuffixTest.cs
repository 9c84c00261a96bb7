namespace Mayfly.Core.EventSources.Filters;

/// <summary>A string that ends so.</summary>
internal sealed class SuffixTest(byte[] suffix) : ValueTest
{
    public override bool Accepts(in LeafValue value) => value.IsString && value.Text.EndsWith(suffix);
}
