using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;

namespace Mayfly.Functional.Tests.Errors;

/// <summary>Refusals to the letter, over plain HTTP: status, error type, and the members of the body with their case, none more and none fewer. See errors.json.</summary>
public sealed class ErrorTests(ErrorServer errors) : IClassFixture<ErrorServer>
{
    /// <summary>How often a row is tried whose refusal holds for the length of an update only.</summary>
    private const int MostAttempts = 20;

    public static TheoryData<int, string> Rows => new(ErrorTable.Rows.Index().Select(static row => (row.Index, $"{row.Item.Request.Method} {row.Item.Request.Path} {row.Item.Error}")));

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Every_refusal_is_AWSs(int row, string request)
    {
        Assert.NotEmpty(request);
        ErrorRow expected = ErrorTable.Rows[row];
        RowRun run = new(errors.Server);
        RawAnswer answer = await run.RunAsync(expected);
        for (int attempt = 1; expected.IsBrief && answer.Status == 200 && attempt < MostAttempts; attempt++)
        {
            run = new RowRun(errors.Server);
            answer = await run.RunAsync(expected);
        }

        Assert.Equal((expected.Status, expected.Error), (answer.Status, answer.Header("x-amzn-ErrorType")));
        Assert.Equal("application/json", answer.Header("Content-Type"));
        Assert.Matches("^[0-9a-f-]{36}$", answer.Header("x-amzn-RequestId"));
        JsonNode body = run.Expected(expected);
        Assert.True(JsonNode.DeepEquals(body, answer.Json), $"Expected: {body.ToJsonString()}\nAnswered: {answer.Text}");
    }
}
