using System.Diagnostics;
using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Functional.Tests.Packages;

/// <summary>Compiles Java functions as their authors do, against the handler interfaces that the runtime pack brings.</summary>
internal static class JavaSource
{
    /// <summary>A package of the classes themselves, as Gradle's and the documentation's ZIPs are.</summary>
    /// <param name="source">The file fn/Handler.java.</param>
    /// <param name="handler">For example fn.Handler::handle.</param>
    public static FunctionSource Classes(string source, string handler = "fn.Handler") => new(InstalledRuntimes.Java, handler, Archive.Of(Compile(source)));

    /// <summary>The same as one jar in lib/.</summary>
    public static FunctionSource Jar(string source, string handler = "fn.Handler") => new(InstalledRuntimes.Java, handler, Archive.Of(("lib/function.jar", Archive.Of(Compile(source)))));

    /// <summary>The compiled classes of fn/Handler.java.</summary>
    public static (string Path, byte[] Content)[] Compile(string source)
    {
        string folder = Directory.CreateTempSubdirectory("mayfly-java-").FullName;
        try
        {
            string file = Path.Combine(folder, "Handler.java");
            File.WriteAllText(file, source);
            string jar = Path.Combine(Path.GetDirectoryName(PublishedServer.Path)!, "runtimes", "java", "lib", "mayfly-java.jar");
            using Process compiler = Process.Start(new ProcessStartInfo("javac", ["-g", "-nowarn", "-cp", jar, "-d", folder, file]) { RedirectStandardError = true })!;
            string complaints = compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            Assert.True(compiler.ExitCode == 0, complaints);
            return [.. Directory.GetFiles(folder, "*.class", SearchOption.AllDirectories).Select(path => (Path.GetRelativePath(folder, path), File.ReadAllBytes(path)))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
