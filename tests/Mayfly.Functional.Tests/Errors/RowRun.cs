using System.Text.Json.Nodes;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Tables;

namespace Mayfly.Functional.Tests.Errors;

/// <summary>Runs rows of the table, each in an account of its own.</summary>
internal sealed class RowRun
{
    private const string Functions = "/2015-03-31/functions";

    private readonly RawClient _client;
    private readonly Placeholders _placeholders;
    private readonly string _function = FunctionCalls.NewName();

    public RowRun(MayflyServer server)
    {
        string account = Placeholders.NewAccount();
        _client = server.Raw(account);
        _placeholders = new Placeholders(account, _function);
    }

    /// <summary>Prepares what the row needs and sends its request.</summary>
    public async Task<RawAnswer> RunAsync(ErrorRow row)
    {
        if (row.Given.Append(row.Request).Any(static request => Mentions(request, "<function>")))
        {
            await CreateAsync();
        }

        foreach (RowRequest request in row.Given)
        {
            RawAnswer answer = await SendAsync(request);
            Assert.True(answer.Status is >= 200 and < 300, $"{request.Method} {request.Path} was to prepare the row, and was answered {answer.Status}: {answer.Text}");
            if (!request.LeavesUpdating && Mentions(request, "<function>"))
            {
                await ReadyAsync();
            }
        }

        return await SendAsync(row.Request);
    }

    /// <summary>The row's answer, its placeholders filled.</summary>
    public JsonNode Expected(ErrorRow row) => _placeholders.Fill(row.Body)!;

    private static bool Mentions(RowRequest request, string placeholder) =>
        request.Path.Contains(placeholder, StringComparison.Ordinal) || request.Body?.ToJsonString(FunctionTexts).Contains(placeholder, StringComparison.Ordinal) == true;

    private static System.Text.Json.JsonSerializerOptions FunctionTexts { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private Task<RawAnswer> SendAsync(RowRequest request)
    {
        string path = _placeholders.Fill(request.Path);
        return request.Body is { } body
            ? _client.SendAsync(request.Method, path, _placeholders.Fill(body)!.AsObject())
            : _client.SendAsync(request.Method, path, request.Bytes);
    }

    private async Task CreateAsync()
    {
        RawAnswer created = await _client.SendAsync(HttpMethod.Post, Functions, new JsonObject
        {
            ["FunctionName"] = _function,
            ["Runtime"] = Placeholders.Source.Runtime,
            ["Handler"] = Placeholders.Source.Handler,
            ["Role"] = FunctionCalls.Role,
            ["Code"] = new JsonObject { ["ZipFile"] = Convert.ToBase64String(Placeholders.Source.Archive) },
        });
        Assert.True(created.Status == 201, created.Text);
        await ReadyAsync();
    }

    private Task ReadyAsync() => Wait.UntilAsync(
        "the row's function to be ready",
        async () => (string?)(await _client.SendAsync(HttpMethod.Get, $"{Functions}/{_function}/configuration")).Json["LastUpdateStatus"] == "Successful");
}
