using Mayfly.Core.Functions;
using Mayfly.Core.Recursion;

namespace Mayfly.Core.Tests.Recursion;

public sealed class LineageTests
{
    [Theory]
    [InlineData("Root=1-2-3", "Root=1-2-3;Lineage=aaaaaaaa:1")]
    [InlineData("Root=1-2-3;Lineage=aaaaaaaa:1", "Root=1-2-3;Lineage=aaaaaaaa:2")]
    [InlineData("Root=1-2-3;Lineage=bbbbbbbb:15|aaaaaaaa:9;Sampled=1", "Root=1-2-3;Lineage=bbbbbbbb:15|aaaaaaaa:10;Sampled=1")]
    [InlineData("Root=1-2-3;Lineage=bbbbbbbb:15;Sampled=1", "Root=1-2-3;Lineage=bbbbbbbb:15|aaaaaaaa:1;Sampled=1")]
    public void A_function_is_counted_each_time_the_chain_comes_through_it(string header, string entered)
        => Assert.Equal(entered, Lineage.Enter(header, "aaaaaaaa"));

    [Theory]
    [InlineData("", 0)]
    [InlineData("Root=1-2-3;Parent=4", 0)]
    [InlineData("Root=1;Lineage=", 0)]
    [InlineData("Root=1;Lineage=aaaaaaaa", 0)]
    [InlineData("Root=1;Lineage=aaaaaaaa:x", 0)]
    [InlineData("Root=1;Lineage=aaaaaaaa:-1", 0)]
    [InlineData("Root=1;Lineage=aaaaaaaab:7|aaaaaaaa:3", 3)]
    public void What_is_no_count_counts_nothing(string header, int count)
        => Assert.Equal(count, Lineage.CountOf(header, "aaaaaaaa"));

    [Fact]
    public void Functions_are_told_apart()
        => Assert.NotEqual(Lineage.IdOf(new FunctionKey("000000000000", "us-east-1", "f")), Lineage.IdOf(new FunctionKey("000000000000", "us-east-1", "g")));
}
