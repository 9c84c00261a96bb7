using System.Diagnostics;

namespace Mayfly.Functional.Tests.Hosting;

/// <summary>The server as ./run starts it: ./test has built it; started from elsewhere, the tests build it themselves.</summary>
internal static class PublishedServer
{
    private static readonly Lazy<string> Built = new(FindOrBuild);

    public static string Path => Built.Value;

    private static string FindOrBuild()
    {
        string folder = System.IO.Path.Combine(Repository.Root, "artifacts", "server");
        string server = System.IO.Path.Combine(folder, "mayfly-server.dll");
        if (!File.Exists(server))
        {
            using Process build = Process.Start("dotnet", ["publish", System.IO.Path.Combine(Repository.Root, "src", "Mayfly.Server"), "-c", "Release", "-o", folder, "--nologo", "-v", "quiet"]);
            build.WaitForExit();
            if (build.ExitCode != 0)
            {
                throw new InvalidOperationException("The server could not be built: see the output above.");
            }
        }

        return server;
    }
}
