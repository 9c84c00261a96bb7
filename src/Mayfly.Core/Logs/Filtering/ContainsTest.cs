using System.Text;

namespace Mayfly.Core.Logs.Filtering;

/// <summary>The text contains a term; case counts.</summary>
internal sealed class ContainsTest(string term) : TextTest
{
    private readonly byte[] _term = Encoding.UTF8.GetBytes(term);

    public override bool Matches(ReadOnlySpan<byte> text) => text.IndexOf(_term) >= 0;
}
