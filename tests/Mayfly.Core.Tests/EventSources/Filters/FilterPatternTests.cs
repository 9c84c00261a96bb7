using System.Text;
using Mayfly.Contracts;
using Mayfly.Core.EventSources.Filters;

namespace Mayfly.Core.Tests.EventSources.Filters;

/// <summary>Patterns by example: AWS's own page, EventBridge's, and the corners between them.</summary>
public sealed class FilterPatternTests
{
    [Theory]
    [InlineData("""{"a":["x"]}""", """{"a":"x"}""", true)]
    [InlineData("""{"a":["x"]}""", """{"a":"X"}""", false)]
    [InlineData("""{"a":["x","y"]}""", """{"a":"y"}""", true)]
    [InlineData("""{"a":["x"],"b":["y"]}""", """{"a":"x","b":"y"}""", true)]
    [InlineData("""{"a":["x"],"b":["y"]}""", """{"a":"x","b":"z"}""", false)]
    [InlineData("""{"a":["x"]}""", """{}""", false)]
    [InlineData("""{"a":[""]}""", """{"a":""}""", true)]
    [InlineData("""{"a":[null]}""", """{"a":null}""", true)]
    [InlineData("""{"a":[null]}""", """{}""", false)]
    [InlineData("""{"a":[true]}""", """{"a":true}""", true)]
    [InlineData("""{"a":["true"]}""", """{"a":true}""", false)]
    [InlineData("""{"a":[300]}""", """{"a":300}""", true)]
    [InlineData("""{"a":[300]}""", """{"a":300.0}""", false)]
    [InlineData("""{"a":[300]}""", """{"a":"300"}""", false)]
    [InlineData("""{"a":["\u00e9\n"]}""", """{"a":"é\u000a"}""", true)]
    [InlineData("""{"a":{"b":{"c":[1]}}}""", """{"a":{"b":{"c":1}}}""", true)]
    [InlineData("""{"a":{"b":[1]}}""", """{"a":{"b":{"c":1}}}""", false)]
    [InlineData("""{"a":{"b":[1]}}""", """{"a":"b"}""", false)]
    public void Plain_values(string pattern, string record, bool matches) => Assert.Equal(matches, Matches(pattern, record));

    [Theory]
    [InlineData("""{"a":["x"]}""", """{"a":["w","x"]}""", true)]
    [InlineData("""{"a":["x"]}""", """{"a":[["x"]]}""", true)]
    [InlineData("""{"a":["x"]}""", """{"a":[]}""", false)]
    [InlineData("""{"a":{"b":[1],"c":[2]}}""", """{"a":[{"b":1,"c":3},{"b":1,"c":2}]}""", true)]
    [InlineData("""{"a":{"b":[1],"c":[2]}}""", """{"a":[{"b":1},{"c":2}]}""", false)]
    public void Arrays(string pattern, string record, bool matches) => Assert.Equal(matches, Matches(pattern, record));

    [Theory]
    [InlineData("""{"a":[{"prefix":"us-"}]}""", """{"a":"us-east-1"}""", true)]
    [InlineData("""{"a":[{"prefix":"us-"}]}""", """{"a":"eu-us-"}""", false)]
    [InlineData("""{"a":[{"prefix":"1"}]}""", """{"a":12}""", false)]
    [InlineData("""{"a":[{"prefix":{"equals-ignore-case":"EventB"}}]}""", """{"a":"eventbridge"}""", true)]
    [InlineData("""{"a":[{"suffix":".png"}]}""", """{"a":"b.png"}""", true)]
    [InlineData("""{"a":[{"suffix":".png"}]}""", """{"a":"b.PNG"}""", false)]
    [InlineData("""{"a":[{"suffix":{"equals-ignore-case":".png"}}]}""", """{"a":"b.PNG"}""", true)]
    [InlineData("""{"a":[{"equals-ignore-case":"alice"}]}""", """{"a":"Alice"}""", true)]
    [InlineData("""{"a":[{"equals-ignore-case":"alice"}]}""", """{"a":"Alice "}""", false)]
    [InlineData("""{"a":[{"wildcard":"*/lib/*"}]}""", """{"a":"/usr/lib/x"}""", true)]
    [InlineData("""{"a":[{"wildcard":"*/lib/*"}]}""", """{"a":"/usr/lib"}""", false)]
    [InlineData("""{"a":[{"wildcard":"a*ab"}]}""", """{"a":"ab"}""", false)]
    [InlineData("""{"a":[{"wildcard":"a\\*b\\\\"}]}""", """{"a":"a*b\\"}""", true)]
    [InlineData("""{"a":[{"wildcard":"a\\*b"}]}""", """{"a":"axb"}""", false)]
    public void Text(string pattern, string record, bool matches) => Assert.Equal(matches, Matches(pattern, record));

    [Theory]
    [InlineData("""{"a":[{"numeric":["=",100]}]}""", """{"a":1e2}""", true)]
    [InlineData("""{"a":[{"numeric":[">",10,"<=",20]}]}""", """{"a":20}""", true)]
    [InlineData("""{"a":[{"numeric":[">",10,"<=",20]}]}""", """{"a":10}""", false)]
    [InlineData("""{"a":[{"numeric":["<",0]}]}""", """{"a":-0.000001}""", true)]
    [InlineData("""{"a":[{"numeric":[">=",0]}]}""", """{"a":"1"}""", false)]
    [InlineData("""{"a":[{"numeric":[">=",0.1]}]}""", """{"a":0.1}""", true)]
    [InlineData("""{"a":[{"numeric":[">",0]}]}""", """{"a":1e300}""", false)]
    [InlineData("""{"a":[{"cidr":"10.0.0.0/24"}]}""", """{"a":"10.0.0.255"}""", true)]
    [InlineData("""{"a":[{"cidr":"10.0.0.77/24"}]}""", """{"a":"10.0.0.1"}""", true)]
    [InlineData("""{"a":[{"cidr":"10.0.0.0/24"}]}""", """{"a":"10.0.1.0"}""", false)]
    [InlineData("""{"a":[{"cidr":"0.0.0.0/0"}]}""", """{"a":"10"}""", false)]
    [InlineData("""{"a":[{"cidr":"2001:db8::/32"}]}""", """{"a":"2001:DB8:1::1"}""", true)]
    [InlineData("""{"a":[{"cidr":"2001:db8::/32"}]}""", """{"a":"10.0.0.1"}""", false)]
    public void Numbers_and_addresses(string pattern, string record, bool matches) => Assert.Equal(matches, Matches(pattern, record));

    [Theory]
    [InlineData("""{"a":[{"exists":true}]}""", """{"a":null}""", true)]
    [InlineData("""{"a":[{"exists":true}]}""", """{"a":{"b":1}}""", false)]
    [InlineData("""{"a":[{"exists":true}]}""", """{"a":[]}""", false)]
    [InlineData("""{"a":[{"exists":false}]}""", """{"b":1}""", true)]
    [InlineData("""{"a":[{"exists":false}]}""", """{"a":{"b":1}}""", true)]
    [InlineData("""{"a":[{"exists":false}]}""", """{"a":1}""", false)]
    [InlineData("""{"a":{"b":[{"exists":false}]}}""", """{}""", true)]
    [InlineData("""{"a":{"b":[{"exists":false}]}}""", """{"a":[{"c":1},{"b":1}]}""", false)]
    [InlineData("""{"a":{"b":[{"exists":false}],"c":[1]}}""", """{"a":[{"c":1},{"d":1}]}""", true)]
    [InlineData("""{"a":["x",{"exists":false}]}""", """{}""", true)]
    [InlineData("""{"a":["x",{"exists":false}]}""", """{"a":"x"}""", true)]
    public void Presence(string pattern, string record, bool matches) => Assert.Equal(matches, Matches(pattern, record));

    [Theory]
    [InlineData("""{"a":[{"anything-but":"x"}]}""", """{"a":"y"}""", true)]
    [InlineData("""{"a":[{"anything-but":"x"}]}""", """{"a":"x"}""", false)]
    [InlineData("""{"a":[{"anything-but":"x"}]}""", """{}""", false)]
    [InlineData("""{"a":[{"anything-but":["x","y"]}]}""", """{"a":"y"}""", false)]
    [InlineData("""{"a":[{"anything-but":["x"]}]}""", """{"a":["x","y"]}""", true)]
    [InlineData("""{"a":[{"anything-but":["x"]}]}""", """{"a":1}""", true)]
    [InlineData("""{"a":[{"anything-but":[100,200]}]}""", """{"a":1e2}""", false)]
    [InlineData("""{"a":[{"anything-but":100}]}""", """{"a":101}""", true)]
    [InlineData("""{"a":[{"anything-but":{"prefix":"us-"}}]}""", """{"a":"us-east-1"}""", false)]
    [InlineData("""{"a":[{"anything-but":{"prefix":["us-","eu-"]}}]}""", """{"a":"ap-1"}""", true)]
    [InlineData("""{"a":[{"anything-but":{"suffix":".png"}}]}""", """{"a":"x.png"}""", false)]
    [InlineData("""{"a":[{"anything-but":{"equals-ignore-case":["A","b"]}}]}""", """{"a":"B"}""", false)]
    [InlineData("""{"a":[{"anything-but":{"wildcard":"*/lib/*"}}]}""", """{"a":"/lib/x"}""", false)]
    [InlineData("""{"a":[{"anything-but":{"wildcard":"*/lib/*"}}]}""", """{"a":"/bin/x"}""", true)]
    [InlineData("""{"a":[{"anything-but":{"prefix":{"equals-ignore-case":"US-"}}}]}""", """{"a":"us-1"}""", false)]
    public void Anything_but(string pattern, string record, bool matches) => Assert.Equal(matches, Matches(pattern, record));

    [Theory]
    [InlineData("""{"$or":[{"a":[1]},{"b":[2]}]}""", """{"b":2}""", true)]
    [InlineData("""{"$or":[{"a":[1]},{"b":[2]}]}""", """{"a":2,"b":1}""", false)]
    [InlineData("""{"c":[3],"$or":[{"a":[1]},{"b":[2]}]}""", """{"a":1}""", false)]
    [InlineData("""{"x":{"$or":[{"a":[1]},{"b":[2],"$or":[{"c":[1]},{"c":[2]}]}]}}""", """{"x":{"b":2,"c":2}}""", true)]
    [InlineData("""{"x":{"a":[1]},"$or":[{"x":{"b":[2]}},{"c":[3]}]}""", """{"x":[{"a":1},{"b":2}]}""", false)]
    [InlineData("""{"x":{"a":[1]},"$or":[{"x":{"b":[2]}},{"c":[3]}]}""", """{"x":[{"a":1,"b":2}]}""", true)]
    [InlineData("""{"$or":["x"]}""", """{"$or":"x"}""", true)]
    [InlineData("""{"$or":[{"prefix":"a"},{"prefix":"b"}]}""", """{"$or":"bc"}""", true)]
    public void Alternatives(string pattern, string record, bool matches) => Assert.Equal(matches, Matches(pattern, record));

    [Theory]
    [InlineData("simple string")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"a":"x"}""")]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"a":[]}""")]
    [InlineData("""{"a":{}}""")]
    [InlineData("""{"a":[["x"]]}""")]
    [InlineData("""{"a":[{}]}""")]
    [InlineData("""{"a":[{"sounds-like":"x"}]}""")]
    [InlineData("""{"a":[{"prefix":"x","suffix":"y"}]}""")]
    [InlineData("""{"a":[{"prefix":1}]}""")]
    [InlineData("""{"a":[{"prefix":{"prefix":"x"}}]}""")]
    [InlineData("""{"a":[{"exists":"true"}]}""")]
    [InlineData("""{"a":[{"wildcard":"a**b"}]}""")]
    [InlineData("""{"a":[{"wildcard":"a\\b"}]}""")]
    [InlineData("""{"a":[{"wildcard":"a\\"}]}""")]
    [InlineData("""{"a":[{"numeric":[]}]}""")]
    [InlineData("""{"a":[{"numeric":["=","1"]}]}""")]
    [InlineData("""{"a":[{"numeric":["!",1]}]}""")]
    [InlineData("""{"a":[{"numeric":["<",1,">",0]}]}""")]
    [InlineData("""{"a":[{"numeric":[">",1,"<",1]}]}""")]
    [InlineData("""{"a":[{"numeric":["=",5000000001]}]}""")]
    [InlineData("""{"a":[{"cidr":"10.0.0.0"}]}""")]
    [InlineData("""{"a":[{"cidr":"10.0.0.0/33"}]}""")]
    [InlineData("""{"a":[{"cidr":"10.0/8"}]}""")]
    [InlineData("""{"a":[{"anything-but":[]}]}""")]
    [InlineData("""{"a":[{"anything-but":["x",1]}]}""")]
    [InlineData("""{"a":[{"anything-but":null}]}""")]
    [InlineData("""{"a":[{"anything-but":{"prefix":""}}]}""")]
    [InlineData("""{"a":[{"anything-but":{"numeric":["=",1]}}]}""")]
    [InlineData("""{"$or":[{"a":[1]},{}]}""")]
    [InlineData("""{"a":["\ud800"]}""")]
    public void What_is_no_pattern_is_refused_in_AWSs_words(string pattern)
    {
        AwsResult<RecordFilter> filter = RecordFilter.Parse([pattern]);

        Assert.True(filter.IsError);
        Assert.Equal("InvalidParameterValueException", filter.Error.Code);
        Assert.Equal("Invalid filter pattern definition.", filter.Error.Message);
    }

    [Fact]
    public void More_combinations_than_EventBridge_takes_are_refused()
    {
        string eachOfTwo = string.Join(',', Enumerable.Range(0, 10).Select(static field => $"\"f{field}\":{{\"$or\":[{{\"a\":[1]}},{{\"b\":[1]}}]}}"));

        Assert.Equal("Invalid filter pattern definition.", RecordFilter.Parse([$"{{{eachOfTwo}}}"]).Error?.Message);
    }

    [Fact]
    public void A_record_passes_that_matches_any_of_the_filters()
    {
        RecordFilter filter = RecordFilter.Parse(["""{"a":[1]}""", """{"b":[2]}"""]).Value!;

        Assert.True(filter.Passes("""{"b":2}"""u8.ToArray()));
        Assert.False(filter.Passes("""{"b":1}"""u8.ToArray()));
    }

    [Fact]
    public void Without_filters_everything_passes() => Assert.True(RecordFilter.Parse([]).Value!.Passes("{}"u8.ToArray()));

    [Fact]
    public void More_filters_than_the_quota_are_refused() =>
        Assert.True(RecordFilter.Parse([.. Enumerable.Repeat("""{"a":[1]}""", 11)]).IsError);

    [Fact]
    public void A_record_that_cannot_be_judged_is_kept() =>
        Assert.True(RecordFilter.Parse(["""{"a":["x"]}"""]).Value!.Passes("""{"a":"\ud800"}"""u8.ToArray()));

    private static bool Matches(string pattern, string record)
    {
        AwsResult<RecordFilter> filter = RecordFilter.Parse([pattern]);
        Assert.Null(filter.Error);
        return filter.Value!.Passes(Encoding.UTF8.GetBytes(record));
    }
}
