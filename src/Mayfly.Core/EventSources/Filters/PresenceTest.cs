namespace Mayfly.Core.EventSources.Filters;

/// <summary><c>exists: true</c>: any value, null too.</summary>
internal sealed class PresenceTest : ValueTest
{
    public override bool Accepts(in LeafValue value) => true;
}
