using Mayfly.Contracts.Generator.Naming;

namespace Mayfly.Contracts.Tests.Generator;

public sealed class EnumMemberNameTests
{
    [Theory]
    [InlineData("TRIM_HORIZON", "TrimHorizon")]
    [InlineData("ALL", "All")]
    [InlineData("PublishedVersions", "PublishedVersions")]
    [InlineData("nodejs20.x", "Nodejs20X")]
    [InlineData("python3.12", "Python3_12")]
    [InlineData("provided.al2023", "ProvidedAl2023")]
    [InlineData("x86_64", "X86_64")]
    [InlineData("FunctionError.InitTimeout", "FunctionErrorInitTimeout")]
    [InlineData("VALUE", "ValueMember")]
    [InlineData("2fast", "_2fast")]
    public void Values_become_names(string value, string name) => Assert.Equal(name, EnumMemberName.Of(value));
}
