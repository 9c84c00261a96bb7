using System.Text;

namespace Mayfly.Functional.Tests.FunctionUrls;

/// <summary>An HTTP answer as it came.</summary>
internal sealed record PlainAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
