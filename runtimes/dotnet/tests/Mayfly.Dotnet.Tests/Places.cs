namespace Mayfly.Dotnet.Tests;

/// <summary>Where the client and the functions stand.</summary>
internal static class Places
{
    public static string Root { get; } = FindRoot();

    /// <summary>The packs as ./run publishes them; others by PACKS=.</summary>
    public static string Packs { get; } = Environment.GetEnvironmentVariable("PACKS") ?? Path.Combine(Root, "artifacts", "server", "runtimes");

    /// <summary>The host of .NET that these tests run on; another one by DOTNET=.</summary>
    public static string Host { get; } = Environment.GetEnvironmentVariable("DOTNET") ?? HostOfThisProcess();

    /// <summary>The version that the client is run on, the tests' own; another one by VERSION=.</summary>
    public static string Version { get; } = Environment.GetEnvironmentVariable("VERSION") ?? Environment.Version.ToString();

    /// <summary>The output folder of one of the tests' functions.</summary>
    public static string Function(string name)
        => Path.Combine(Root, "runtimes", "dotnet", "tests", "functions", name, "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0");

    private static string HostOfThisProcess()
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "dotnet"));

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Mayfly.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests must run from inside the repository.");
    }
}
