using System.Text.RegularExpressions;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Invoking;

/// <summary>LogType=Tail gives the invocation's log, to the letter but for numbers.</summary>
public sealed partial class LogTailTests(SharedServer shared)
{
    [Theory]
    [InlineData("boto3")]
    [InlineData("sdk")]
    public async Task A_cold_and_a_warm_invocation_of_Node(string client)
    {
        AwsClient lambda = shared.Server.Client(client);
        string name = await lambda.CreateAsync(FunctionSource.Node("exports.handler = async (e, c) => { console.log('said', { a: 1 }); return c.awsRequestId; };"));

        InvokeAnswer cold = await lambda.InvokeWithTailAsync(name);
        InvokeAnswer warm = await lambda.InvokeWithTailAsync(name);

        AssertTail(cold, cold: true, @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\tID\tINFO\tsaid \{ a: 1 \}\n");
        AssertTail(warm, cold: false, @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\tID\tINFO\tsaid \{ a: 1 \}\n");
    }

    [Fact]
    public async Task A_cold_and_a_warm_invocation_of_Python()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(FunctionSource.Python("""
            import logging
            def handler(event, context):
                print('printed')
                logging.getLogger().warning('logged')
                return context.aws_request_id
            """));

        InvokeAnswer cold = await lambda.InvokeWithTailAsync(name);
        InvokeAnswer warm = await lambda.InvokeWithTailAsync(name);

        const string said = @"printed\n\[WARNING\]\t\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\tID\tlogged\n";
        AssertTail(cold, cold: true, said);
        AssertTail(warm, cold: false, said);
    }

    [Fact]
    public async Task It_holds_the_last_4_KB()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(FunctionSource.Python("def handler(event, context):\n    for i in range(1000):\n        print('line %04d' % i)\n"));

        InvokeAnswer answer = await lambda.InvokeWithTailAsync(name);

        Assert.InRange(answer.LogTail!.Length, 3000, 4096);
        Assert.DoesNotContain("START RequestId", answer.LogTail, StringComparison.Ordinal);
        Assert.Contains("line 0999\nEND RequestId: ", answer.LogTail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_sent_unless_asked_for()
    {
        AwsClient lambda = shared.Server.Boto3();
        string name = await lambda.CreateAsync(FunctionSource.Node("exports.handler = async () => 1;"));

        Assert.Null((await lambda.InvokeAsync(name)).LogTail);
    }

    private static void AssertTail(InvokeAnswer answer, bool cold, string said)
    {
        string id = (string)answer.Json!.AsValue()!;
        string expected = $"^START RequestId: ID Version: \\$LATEST\\n{said}END RequestId: ID\\n"
            + @"REPORT RequestId: ID\tDuration: \d+\.\d\d ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB\t"
            + (cold ? @"Init Duration: \d+\.\d\d ms\t\n$" : @"\n$");
        Assert.Matches(expected.Replace("ID", id, StringComparison.Ordinal), answer.LogTail);

        Match report = Report().Match(answer.LogTail!);
        double duration = double.Parse(report.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(int.Parse(report.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture) >= duration, "Less was billed than it took.");
    }

    [GeneratedRegex(@"\tDuration: (\S+) ms\tBilled Duration: (\d+) ms")]
    private static partial Regex Report();
}
