using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Functional.Tests.Packages;

/// <summary>The functions of the .NET pack's tests, as they were built with these.</summary>
internal static class DotnetFunctions
{
    public static byte[] ArchiveOf(string project)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string output = Path.Combine(Repository.Root, "runtimes", "dotnet", "tests", "functions", project, "bin", configuration, "net10.0");
        return Archive.Of([.. Directory.GetFiles(output).Select(file => (Path.GetFileName(file), File.ReadAllBytes(file)))]);
    }
}
