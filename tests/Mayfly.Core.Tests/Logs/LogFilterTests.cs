using System.Text;
using CsCheck;
using Mayfly.Contracts;
using Mayfly.Core.Logs.Filtering;

namespace Mayfly.Core.Tests.Logs;

/// <summary>Filter patterns: the examples of AWS's own page, and properties.</summary>
public sealed class LogFilterTests
{
    private const string Trail =
        """{"eventType":"UpdateTrail","sourceIPAddress":"111.111.111.111","arrayKey":["value","another value"],"objectList":[{"name":"a","id":1},{"name":"b","id":2}],"SomeObject":null,"cluster.name":"c","yes":true,"n":1200,"small":0.001,"quoted":"a\"b"}""";

    private const string Users =
        """{"user":{"id":1,"email":"John.Stiles@example.com"},"users":[{"id":2,"email":"John.Doe@example.com"},{"id":3,"email":"Jane.Doe@example.com"}],"actions":["GET","PUT","DELETE"],"coordinates":[[0,1,2],[4,5,6],[7,8,9]]}""";

    private const string Access = """127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534""";

    [Theory]
    [InlineData("", "anything", true)]
    [InlineData("\" \"", "anything", true)]
    [InlineData("ERROR", "[ERROR 400] BAD REQUEST", true)]
    [InlineData("ERROR", "[error 400]", false)]
    [InlineData("ERROR ARGUMENTS", "[ERROR 419] MISSING ARGUMENTS", true)]
    [InlineData("ERROR ARGUMENTS", "[ERROR 400] BAD REQUEST", false)]
    [InlineData("?ERROR ?ARGUMENTS", "[ERROR 400] BAD REQUEST", true)]
    [InlineData("?ERROR ?ARGUMENTS", "MISSING ARGUMENTS", true)]
    [InlineData("?ERROR ?ARGUMENTS", "fine", false)]
    [InlineData("?ERROR ?ARGUMENTS REQUEST", "[INFO] REQUEST FAILED", true)]
    [InlineData("\"INTERNAL SERVER ERROR\"", "[ERROR 500] INTERNAL SERVER ERROR", true)]
    [InlineData("\"INTERNAL SERVER ERROR\"", "INTERNAL ERROR SERVER", false)]
    [InlineData("ERROR -ARGUMENTS", "[ERROR 400] BAD REQUEST", true)]
    [InlineData("ERROR -ARGUMENTS", "[ERROR 419] MISSING ARGUMENTS", false)]
    [InlineData("-\"a b\"", "a  b", true)]
    [InlineData("%AUTHORIZED%", "[ERROR 401] UNAUTHORIZED REQUEST", true)]
    [InlineData("%^[hc]at%", "hat", true)]
    [InlineData("%^[hc]at%", "a hat", false)]
    [InlineData(@"%10\.10\.0\.1%", "10a10.0.1", false)]
    [InlineData(@"%\d{2,}x%", "ab12x", true)]
    [InlineData(@"%a{,2}b%", "b", true)]
    [InlineData(@"%\x28%", "f(x)", true)]
    public void Terms(string pattern, string message, bool matches) => Assert.Equal(matches, Matches(pattern, message));

    [Theory]
    [InlineData("{ $.eventType = \"UpdateTrail\" }", true)]
    [InlineData("{$.eventType=UpdateTrail}", true)]
    [InlineData("{ $.eventType = \"Update*\" }", true)]
    [InlineData("{ $.eventType = \"*dateT*\" }", true)]
    [InlineData("{ $.eventType != \"UpdateTrail\" }", false)]
    [InlineData("{ $.sourceIPAddress != 123.123.* }", true)]
    [InlineData("{ $.arrayKey[0] = \"value\" }", true)]
    [InlineData("{ $.arrayKey[1] = \"value\" }", false)]
    [InlineData("{ $.arrayKey[9] = \"value\" }", false)]
    [InlineData("{ $.eventType = %Trail% }", true)]
    [InlineData("{ $.arrayKey[*] = %val.{2}% }", true)]
    [InlineData(@"{ $.* = %111\.111\.111\.1[0-9]{1,2}% }", true)]
    [InlineData("{ $.['cluster.name'] = \"c\" }", true)]
    [InlineData("{ $['cluster.name'] = \"c\" }", true)]
    [InlineData("{ $.objectList[*].id = 2 }", true)]
    [InlineData("{ $.objectList[*].id > 2 }", false)]
    [InlineData("{ $.objectList = 2 }", false)]
    [InlineData("{ $.SomeObject IS NULL }", true)]
    [InlineData("{ $.eventType IS NULL }", false)]
    [InlineData("{ $.yes IS TRUE }", true)]
    [InlineData("{ $.yes IS FALSE }", false)]
    [InlineData("{ $.SomeOtherObject NOT EXISTS }", true)]
    [InlineData("{ $.SomeObject NOT EXISTS }", false)]
    [InlineData("{ $.missing != \"x\" }", false)]
    [InlineData("{ $.missing = * }", false)]
    [InlineData("{ $.n = * }", true)]
    [InlineData("{ $.n >= 1.2e3 }", true)]
    [InlineData("{ $.n = 1200 }", true)]
    [InlineData("{ $.n = 12* }", true)]
    [InlineData("{ $.n < 1200 }", false)]
    [InlineData("{ $.small = 1e-3 }", true)]
    [InlineData("{ $.eventType > 5 }", false)]
    [InlineData("{ $.quoted = \"a\\\"b\" }", true)]
    public void Json_of_one_condition(string pattern, bool matches) => Assert.Equal(matches, Matches(pattern, Trail));

    [Theory]
    [InlineData("{ ($.user.id = 1) && ($.users[0].email = \"John.Doe@example.com\") }", true)]
    [InlineData("{ $.user.email = \"John.Stiles@example.com\" || $.coordinates[0][1] = \"nonmatch\" && $.actions[2] = \"nonmatch\" }", true)]
    [InlineData("{ ($.user.email = \"John.Stiles@example.com\" || $.coordinates[0][1] = \"nonmatch\") && $.actions[2] = \"nonmatch\" }", false)]
    [InlineData("{ ($.user.id = 2 && $.users[0].email = \"nonmatch\") || $.actions[2] = \"GET\" }", false)]
    [InlineData("{ $.coordinates[1][2] = 6 }", true)]
    public void Json_of_several_conditions(string pattern, bool matches) => Assert.Equal(matches, Matches(pattern, Users));

    [Theory]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("{\"a\":1} and more")]
    [InlineData("{\"a\":1")]
    [InlineData("1")]
    public void What_is_not_JSON_matches_no_JSON_pattern(string message) => Assert.False(Matches("{ $.b NOT EXISTS }", message));

    [Theory]
    [InlineData(@"[ip=%127\.0\.0\.[1-9]%, user, username, timestamp, request =*.html*, status_code = 4*, bytes]", true)]
    [InlineData("[..., request =*.html*, status_code = 4*, bytes]", true)]
    [InlineData("[ip, user, ..., status_code = 404 || status_code = 410, bytes]", true)]
    [InlineData("[ip, user, username, timestamp, request =*.html*, status_code = 404 || status_code = 410, bytes]", true)]
    [InlineData("[ip, user, username, timestamp, request, status_code, bytes > 1000]", true)]
    [InlineData("[ip, user, username, timestamp, request, status_code, bytes > 2000]", false)]
    [InlineData("[ip, user, username, timestamp, request, (status_code = 4* && bytes < 2000), bytes]", true)]
    [InlineData("[ip, user, username, timestamp = \"10/Oct/2000:13:25:15 -0700\", ...]", true)]
    [InlineData("[a, b, c, d, e, f, g, h]", false)]
    [InlineData("[ip, rest]", true)]
    [InlineData("[ip != 127.0.0.1, rest]", false)]
    public void Delimited_fields(string pattern, bool matches) => Assert.Equal(matches, Matches(pattern, Access));

    [Theory]
    [InlineData("[w1=ERROR, w2]", "ERROR 09/25/2014 12:00:02 Failed to process request", true)]
    [InlineData("[w1=ERROR || w1=WARNING, w2]", "WARNING 09/25/2014 12:00:02 Invalid user request", true)]
    [InlineData("[w1!=ERROR && w1!=WARNING, w2]", "INFO 09/25/2014 12:00:00 GET /service/resource/67 1200", true)]
    [InlineData("[logLevel, date, time, method, url=%/service/resource/[0-9]+$%, response_time]", "INFO 09/25/2014 12:00:00 GET /service/resource/67 1200", true)]
    [InlineData("[logLevel, date, time, method, url=%/service/resource/[0-9]+$%, response_time]", "INFO 09/25/2014 12:00:01 POST /service/resource/67/part/111 1310", false)]
    public void Delimited_words_in_order(string pattern, string message, bool matches) => Assert.Equal(matches, Matches(pattern, message));

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("{ $.a }")]
    [InlineData("{ $.a = }")]
    [InlineData("{ $.a > x }")]
    [InlineData("{ $.a IS }")]
    [InlineData("{ $.a IS NOT NULL }")]
    [InlineData("{ $.a EXISTS }")]
    [InlineData("{ ($.a = 1 }")]
    [InlineData("{ $.a = 1 } x")]
    [InlineData("{ $.*.* = 1 }")]
    [InlineData("{ $.a = %x% && $.b = %y% && $.c = %z% }")]
    [InlineData("[a, b")]
    [InlineData("[a, ..., ..., b]")]
    [InlineData("[a = 1 && c = 2, b]")]
    [InlineData("\"no end")]
    [InlineData("%no end")]
    [InlineData("%%")]
    [InlineData("%a!%")]
    [InlineData("%(a)%")]
    [InlineData(@"%\bx%")]
    [InlineData("%[a%")]
    [InlineData("%a{9999}{9999}{9999}%")]
    [InlineData("a)b")]
    [InlineData("-")]
    public void Malformed_patterns_are_refused(string pattern)
    {
        AwsResult<LogFilter> result = LogFilter.Parse(pattern);
        Assert.Equal("InvalidParameterException", result.Error?.Code);
        Assert.StartsWith("Invalid filter pattern: ", result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_parser_survives_whatever_it_is_given()
    {
        Gen<string> syntax = Pick.Of("{", "}", "[", "]", "(", ")", "$", ".", "*", "a", "1", "=", "!=", ">", "&&", "||", "\"", "%", "'", " ", "...", ",", "IS", "NULL", "NOT", "EXISTS", "-", "?", "\\")
            .Array[0, 40].Select(string.Concat);
        Gen.OneOf(syntax, Gen.String[0, 200]).Sample(
            pattern =>
            {
                AwsResult<LogFilter> result = LogFilter.Parse(pattern);
                if (result.Error is null)
                {
                    result.Value!.Matches(Encoding.UTF8.GetBytes(Trail));
                    result.Value!.Matches("\xFF[\"{"u8);
                    result.Value!.Matches([]);
                }
            },
            iter: 20_000);
    }

    [Fact]
    public void Wildcards_agree_with_a_naive_matcher() => Gen.Select(
        Pick.Of('a', 'b', '*').Array[0, 8].Select(characters => new string(characters)),
        Pick.Of('a', 'b').Array[0, 10].Select(characters => new string(characters)))
        .Sample((pattern, text) => Assert.Equal(Naive(pattern, text), new WildcardTest(pattern).Matches(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void Conditions_agree_with_a_naive_evaluation()
    {
        // a && b || c && (d || e) and the like, over fields that are 0 or 1.
        Gen<string> leaf = Pick.Of("a", "b", "c");
        Gen<string> flat = Gen.Select(leaf, Pick.Of(" && ", " || "), leaf, Pick.Of(" && ", " || "), leaf)
            .Select(parts => parts.Item1 + parts.Item2 + parts.Item3 + parts.Item4 + parts.Item5);
        Gen<string> expression = Gen.Select(flat, Pick.Of(" && ", " || "), flat).Select(parts => $"({parts.Item1}){parts.Item2}{parts.Item3}");
        Gen.Select(Gen.OneOf(flat, expression), Gen.Int[0, 7]).Sample((given, bits) =>
        {
            Dictionary<char, bool> values = new() { ['a'] = (bits & 1) != 0, ['b'] = (bits & 2) != 0, ['c'] = (bits & 4) != 0 };
            string pattern = given.Replace("a", "$.a = 1", StringComparison.Ordinal).Replace("b", "$.b = 1", StringComparison.Ordinal).Replace("c", "$.c = 1", StringComparison.Ordinal);
            string message = $"{{\"a\":{bits & 1},\"b\":{(bits >> 1) & 1},\"c\":{(bits >> 2) & 1}}}";
            int position = 0;
            Assert.Equal(Evaluate(given.Replace(" ", "", StringComparison.Ordinal), ref position, values), Matches($"{{ {pattern} }}", message));
        });
    }

    private static bool Matches(string pattern, string message)
    {
        AwsResult<LogFilter> filter = LogFilter.Parse(pattern);
        Assert.True(filter.Error is null, filter.Error?.Message);
        return filter.Value!.Matches(Encoding.UTF8.GetBytes(message));
    }

    private static bool Naive(string pattern, string text) => pattern.Length == 0
        ? text.Length == 0
        : pattern[0] == '*'
            ? Naive(pattern[1..], text) || (text.Length > 0 && Naive(pattern, text[1..]))
            : text.Length > 0 && pattern[0] == text[0] && Naive(pattern[1..], text[1..]);

    private static bool Evaluate(string text, ref int position, Dictionary<char, bool> values)
    {
        bool any = false;
        while (true)
        {
            bool all = Operand(text, ref position, values);
            while (position < text.Length && text[position] == '&')
            {
                position += 2;
                all &= Operand(text, ref position, values);
            }

            any |= all;
            if (position >= text.Length || text[position] != '|')
            {
                return any;
            }

            position += 2;
        }
    }

    private static bool Operand(string text, ref int position, Dictionary<char, bool> values)
    {
        if (text[position] != '(')
        {
            return values[text[position++]];
        }

        position++;
        bool inner = Evaluate(text, ref position, values);
        position++;
        return inner;
    }
}
