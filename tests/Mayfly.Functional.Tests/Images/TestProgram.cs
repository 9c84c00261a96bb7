using System.Diagnostics;
using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Functional.Tests.Images;

/// <summary>The program of the tests' images, compiled when first needed.</summary>
internal static class TestProgram
{
    private static readonly Lazy<byte[]> Compiled = new(Build);

    public static byte[] Bytes => Compiled.Value;

    private static byte[] Build()
    {
        string folder = Directory.CreateTempSubdirectory("mayfly-go-").FullName;
        try
        {
            string output = Path.Combine(folder, "program");
            ProcessStartInfo start = new("go", ["build", "-trimpath", "-ldflags=-s -w", "-o", output, "."])
            {
                WorkingDirectory = Path.Combine(Repository.Root, "tests", "Mayfly.Functional.Tests", "Images", "Program"),
            };
            start.Environment["CGO_ENABLED"] = "0";
            start.Environment["GOFLAGS"] = "-mod=mod";
            using Process build = Process.Start(start)!;
            build.WaitForExit();
            Assert.Equal(0, build.ExitCode);
            return File.ReadAllBytes(output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
