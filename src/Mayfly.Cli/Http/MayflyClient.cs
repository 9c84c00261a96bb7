using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Mayfly.Cli.Http;

/// <summary>Asks a server for Mayfly's own resources.</summary>
internal sealed class MayflyClient(Uri endpoint)
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <exception cref="ServerException">There is no answer, or not the one that was asked for.</exception>
    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        string text = await GetTextAsync(path, cancellation);
        try
        {
            return JsonSerializer.Deserialize(text, type) ?? throw new JsonException("It is null.");
        }
        catch (JsonException fault)
        {
            throw new ServerException($"The answer of {endpoint} to GET {path} is not understood: {fault.Message} Is it a Mayfly server of this version?");
        }
    }

    /// <exception cref="ServerException">There is no answer, or a refusal.</exception>
    public async Task<string> GetTextAsync(string path, CancellationToken cancellation)
    {
        try
        {
            using HttpResponseMessage answer = await Http.GetAsync(new Uri(endpoint, path), cancellation);
            string text = await answer.Content.ReadAsStringAsync(cancellation);
            return answer.IsSuccessStatusCode ? text : throw new ServerException($"{endpoint} answered status {(int)answer.StatusCode} to GET {path}: {text}");
        }
        catch (Exception fault) when (fault is HttpRequestException || (fault is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new ServerException($"No Mayfly server answers at {endpoint} ({fault.Message}). Start one with ./run, or name another with --endpoint.");
        }
    }
}
