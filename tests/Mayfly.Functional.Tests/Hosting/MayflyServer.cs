using Mayfly.Functional.Tests.Clients;

namespace Mayfly.Functional.Tests.Hosting;

/// <summary>
/// A server of a test's own, on a free port and with an empty data folder. It can be killed and started again on the same data. When it is
/// disposed of it is stopped, and must have left nothing on the machine.
/// </summary>
internal sealed class MayflyServer : IAsyncDisposable
{
    private readonly ServerSettings _settings;
    private readonly List<ProcessRecord> _seen = [];
    private ServerProcess _process;

    private MayflyServer(string dataDirectory, ServerSettings settings, ServerProcess process)
    {
        DataDirectory = dataDirectory;
        Footprint = new ServerFootprint(dataDirectory);
        _settings = settings;
        _process = process;
    }

    public string DataDirectory { get; }

    public ServerFootprint Footprint { get; }

    public Uri Endpoint => _process.Endpoint;

    public int ProcessId => _process.Id;

    public int OpenFiles => _process.OpenFiles;

    public string Log => _process.Log.Text;

    public static async Task<MayflyServer> StartAsync(ServerSettings? settings = null)
    {
        string data = Directory.CreateTempSubdirectory("mayfly-test-").FullName;
        return new MayflyServer(data, settings ?? ServerSettings.Usual, await ServerProcess.StartAsync(data, settings ?? ServerSettings.Usual));
    }

    public AwsClient Boto3(string account = AwsClient.DefaultAccount, string region = AwsClient.DefaultRegion) => new(ClientDrivers.Boto3, Endpoint, account, region);

    public AwsClient Sdk(string account = AwsClient.DefaultAccount, string region = AwsClient.DefaultRegion) => new(ClientDrivers.Sdk, Endpoint, account, region);

    public AwsClient Client(string driver) => driver == "boto3" ? Boto3() : Sdk();

    public AwsCli Cli(string region = AwsClient.DefaultRegion) => new(Endpoint, region);

    public RawClient Raw(string account = AwsClient.DefaultAccount, string region = AwsClient.DefaultRegion) => new(Endpoint, account, region);

    /// <summary>Kills the server alone, as a power failure would, and answers the processes that were below it.</summary>
    public IReadOnlyList<ProcessRecord> Kill()
    {
        IReadOnlyList<ProcessRecord> below = ProcessRecord.Below(ProcessId);
        _process.Kill();
        _seen.AddRange(below);
        return below;
    }

    public async Task StopAsync()
    {
        _seen.AddRange(ProcessRecord.Below(ProcessId));
        int status = await _process.StopAsync();
        Assert.True(status == 0, $"The server was told to stop and ended with status {status}. It printed:\n{Log}");
    }

    /// <summary>Starts it again on the same data, after <see cref="Kill"/> or <see cref="StopAsync"/>.</summary>
    public async Task StartAgainAsync()
    {
        _process.Dispose();
        _process = await ServerProcess.StartAsync(DataDirectory, _settings);
    }

    public async ValueTask DisposeAsync()
    {
        bool died = _process.HasExited;
        string log = Log;
        if (!died)
        {
            await StopAsync();
        }

        string[] left = [.. Footprint.Describe(), .. _seen.Where(process => process.IsAlive).Select(process => $"process {process.Id} {process.CommandLine}")];
        _process.Dispose();
        Directory.Delete(DataDirectory, recursive: true);
        Assert.False(died, $"The server had ended by itself. It printed:\n{log}");
        Assert.True(left.Length == 0, $"The server left behind:\n{string.Join('\n', left)}\nIt printed:\n{log}");
    }
}
