namespace Mayfly.Core.Logs.Filtering;

/// <summary>A test of UTF-8 text.</summary>
internal abstract class TextTest
{
    public abstract bool Matches(ReadOnlySpan<byte> text);
}
