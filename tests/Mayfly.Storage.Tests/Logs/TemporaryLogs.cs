using System.Text;
using Mayfly.Core.Logs;
using Mayfly.Storage.Files.Logs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Mayfly.Storage.Tests.Logs;

/// <summary>A logs folder of one test, opened as the server opens it, with a clock of its own.</summary>
internal sealed class TemporaryLogs : IAsyncDisposable
{
    private readonly Action<LogsOptions> _configure;
    private ServiceProvider _provider;

    public TemporaryLogs(Action<LogsOptions>? configure = null, string? folder = null)
    {
        _configure = configure ?? (_ => { });
        Folder = folder ?? Directory.CreateTempSubdirectory("mayfly-logs-").FullName;
        _provider = Open();
    }

    public string Folder { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    public ILogEvents Events => _provider.GetRequiredService<ILogEvents>();

    public ILogCatalog Catalog => _provider.GetRequiredService<ILogCatalog>();

    public ILogStreams Streams => _provider.GetRequiredService<ILogStreams>();

    public LogsEndpoint Endpoint => _provider.GetRequiredService<LogsEndpoint>();

    public static LogGroupKey Group(string name = "/aws/lambda/hello") => new("000000000000", "us-east-1", name);

    public static LogStreamKey Stream(string name, string group = "/aws/lambda/hello") => new("000000000000", "us-east-1", group, name);

    /// <summary>Stores events in one batch.</summary>
    public void Append(LogStreamKey stream, params (long Timestamp, string Message)[] events)
    {
        using MemoryStream records = new();
        foreach ((long timestamp, string message) in events)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(message);
            byte[] record = new byte[LogRecords.Overhead + bytes.Length];
            LogRecords.Write(record, timestamp, bytes);
            records.Write(record);
        }

        Events.Append([new LogBatch(stream, true, records.ToArray(), events.Length)]);
    }

    public List<LogEvent> Read(LogReadRequest? request = null) => [.. Events.Read(request ?? new LogReadRequest { Group = Group() })];

    public string[] Messages(LogReadRequest? request = null) => [.. Read(request).Select(Text)];

    public static string Text(LogEvent logEvent) => Encoding.UTF8.GetString(logEvent.Message.Span);

    /// <summary>What kill -9 would leave: the files as they are now, while this server still has them open.</summary>
    public string CopyAsAfterCrash()
    {
        string copy = Directory.CreateTempSubdirectory("mayfly-logs-").FullName;
        foreach (string folder in Directory.GetDirectories(Folder, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(folder.Replace(Folder, copy, StringComparison.Ordinal));
        }

        foreach (string file in Directory.GetFiles(Folder, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, file.Replace(Folder, copy, StringComparison.Ordinal));
        }

        return copy;
    }

    public async Task RestartAsync()
    {
        await _provider.DisposeAsync();
        _provider = Open();
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private ServiceProvider Open()
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Time);
        services.AddLogs(options =>
        {
            options.Folder = Folder;
            _configure(options);
        });
        services.AddLogStorage();
        return services.BuildServiceProvider();
    }
}
