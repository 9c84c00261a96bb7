using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Functional.Tests.Clients;

/// <summary>The clients of all tests, started when first needed.</summary>
internal static class ClientDrivers
{
    private static readonly Lazy<ClientDriver> StartedBoto3 = new(() => new ClientDriver(
        "/usr/bin/python3", ["-W", "ignore", Path.Combine(Repository.ClientsFolder, "boto3_driver.py")], Repository.ClientsFolder));

    private static readonly Lazy<ClientDriver> StartedSdk = new(() => new ClientDriver(
        "node", ["--no-warnings", Path.Combine(Repository.ClientsFolder, "sdk_driver.mjs")], InstalledSdk()));

    public static ClientDriver Boto3 => StartedBoto3.Value;

    public static ClientDriver Sdk => StartedSdk.Value;

    public static void Stop()
    {
        foreach (Lazy<ClientDriver> driver in (ReadOnlySpan<Lazy<ClientDriver>>)[StartedBoto3, StartedSdk])
        {
            if (driver.IsValueCreated)
            {
                driver.Value.Stop();
            }
        }
    }

    private static string InstalledSdk() => Directory.Exists(Path.Combine(Repository.InstalledClients, "node_modules"))
        ? Repository.InstalledClients
        : throw new InvalidOperationException($"The AWS SDK for JavaScript is not in {Repository.InstalledClients}: run ./test, which installs it.");
}
