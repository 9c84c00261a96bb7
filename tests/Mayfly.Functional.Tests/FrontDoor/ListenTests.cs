using System.Net;
using System.Net.Sockets;
using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Functional.Tests.FrontDoor;

/// <summary>Requests are not authenticated yet, so the server listens beyond loopback only when told that this is wanted.</summary>
public sealed class ListenTests
{
    [Fact]
    public async Task It_refuses_to_listen_beyond_loopback()
    {
        string data = Directory.CreateTempSubdirectory("mayfly-test-").FullName;
        try
        {
            using ServerProcess server = ServerProcess.Launch(["--listen", $"0.0.0.0:{FreePort()}", "--data", data, "--network", "none"], ServerSettings.Usual);

            Assert.NotEqual(0, await server.WaitForExitAsync());
            Assert.Contains("--insecure", server.Log.Text, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task It_listens_everywhere_when_told_so()
    {
        string data = Directory.CreateTempSubdirectory("mayfly-test-").FullName;
        int port = FreePort();
        using ServerProcess server = ServerProcess.Launch(["--listen", $"0.0.0.0:{port}", "--data", data, "--network", "none", "--insecure"], ServerSettings.Usual);
        try
        {
            using HttpClient http = new();
            await Wait.UntilAsync("the server to answer", async () =>
            {
                Assert.False(server.HasExited, server.Log.Text);
                try
                {
                    return (await http.GetAsync(new Uri($"http://127.0.0.1:{port}/health"))).IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            });
        }
        finally
        {
            await server.StopAsync();
            Directory.Delete(data, recursive: true);
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
