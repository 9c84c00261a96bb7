using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Mayfly.Contracts;
using Mayfly.Core.EventSources.Filters;

namespace Mayfly.Core.Tests.EventSources.Filters;

/// <summary>The evaluator against an independent one, on small alphabets where matches are common.</summary>
public sealed class FilterPropertyTests
{
    private static readonly Gen<string> Name = OneOf("a", "b", "c");

    private static readonly Gen<string> Word = OneOf("", "a", "A", "ab", "aB", "abc", "b", "10.0.0.1", "10.0.1.1", "é");

    private static readonly Gen<string> Number = OneOf("0", "1", "1.0", "1e0", "2", "-1", "10", "0.5");

    private static readonly Gen<string> Scalar = Gen.Frequency((4, Word.Select(Quote)), (3, Number), (1, OneOf("true", "false", "null")));

    private static readonly Gen<string> Record = Gen.Recursive<string>((depth, nested) => Object(depth >= 3 ? Scalar : Gen.Frequency(
        (3, Scalar),
        (1, Gen.OneOf(Scalar, nested).Array[0, 3].Select(static items => $"[{string.Join(',', items)}]")),
        (2, nested))));

    private static readonly Gen<string> Test = Gen.OneOf(
        Scalar,
        Word.Select(static word => Comparison("prefix", Quote(word))),
        Word.Select(static word => Comparison("suffix", Quote(word))),
        Word.Select(static word => Comparison("equals-ignore-case", Quote(word))),
        Word.Select(static word => Comparison("prefix", Comparison("equals-ignore-case", Quote(word)))),
        Word.Select(static word => Comparison("suffix", Comparison("equals-ignore-case", Quote(word)))),
        OneOf("*", "a*", "*b", "a*c", "*b*", "ab").Select(static wildcard => Comparison("wildcard", Quote(wildcard))),
        OneOf("10.0.0.0/24", "10.0.0.0/16", "0.0.0.0/0").Select(static block => Comparison("cidr", Quote(block))),
        Gen.Bool.Select(static there => Comparison("exists", there ? "true" : "false")),
        Gen.Select(OneOf("=", "<", "<=", ">", ">="), Number).Select(static (how, number) => Comparison("numeric", $"[\"{how}\",{number}]")),
        OneOf("[\">\",0,\"<\",2]", "[\">=\",1,\"<=\",10]").Select(static range => Comparison("numeric", range)),
        Word.Select(static word => Comparison("anything-but", Quote(word))),
        Word.Array[1, 3].Select(static words => Comparison("anything-but", Many(words.Select(Quote)))),
        Number.Array[1, 3].Select(static numbers => Comparison("anything-but", Many(numbers))),
        Gen.Select(OneOf("prefix", "suffix", "equals-ignore-case"), OneOf("a", "b", "ab").Array[1, 2])
            .Select(static (how, words) => Comparison("anything-but", Comparison(how, Many(words.Select(Quote))))),
        OneOf("a*", "*b").Select(static wildcard => Comparison("anything-but", Comparison("wildcard", Quote(wildcard)))));

    private static readonly Gen<string> Tests = Test.Array[1, 3].Select(static tests => Many(tests));

    private static readonly Gen<string> Pattern = Gen.Recursive<string>((depth, nested) => depth >= 3
        ? Object(Tests, atLeast: 1)
        : Gen.Frequency((3, Object(Gen.Frequency((3, Tests), (2, nested)), atLeast: 1)), (1, nested.Array[2, 3].Select(static many => $"{{\"$or\":{Many(many)}}}"))));

    [Fact]
    public void Both_evaluators_agree() => Gen.Select(Pattern, Record).Sample(
        static (pattern, record) =>
        {
            AwsResult<RecordFilter> filter = RecordFilter.Parse([pattern]);
            return !filter.IsError && filter.Value.Passes(Encoding.UTF8.GetBytes(record)) == NaiveFilter.Matches(pattern, record);
        },
        iter: 20_000,
        print: static pair => $"{pair.Item1} of {pair.Item2}");

    [Fact]
    public void Any_JSON_is_parsed_or_refused() => Record.Sample(static text => RecordFilter.Parse([text]).Error?.Message is null or "Invalid filter pattern definition.");

    [Fact]
    public void Any_text_is_parsed_or_refused() => Gen.String.Sample(static text => RecordFilter.Parse([text]).Error?.Message is null or "Invalid filter pattern definition.");

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Gen<string> Object(Gen<string> value, int atLeast = 0) => Gen.Select(Name, value).Array[atLeast, 3].Select(static fields =>
        $"{{{string.Join(',', fields.DistinctBy(static field => field.Item1).Select(static field => $"{Quote(field.Item1)}:{field.Item2}"))}}}");

    private static string Comparison(string name, string value) => $"{{\"{name}\":{value}}}";

    private static string Many(IEnumerable<string> items) => $"[{string.Join(',', items)}]";

    private static string Quote(string text) => JsonValue.Create(text).ToJsonString();
}
