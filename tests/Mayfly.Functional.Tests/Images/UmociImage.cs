using System.Diagnostics;

namespace Mayfly.Functional.Tests.Images;

/// <summary>An image that umoci, which we did not write, makes in a layout of this machine's own files.</summary>
internal sealed class UmociImage : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mayfly-umoci-").FullName;

    public UmociImage()
    {
        Run("umoci", "init", "--layout", Layout);
        Run("umoci", "new", "--image", Image);
    }

    public string Uri => $"oci:{Image}";

    private string Layout => Path.Combine(_folder, "layout");

    private string Image => $"{Layout}:v1";

    /// <summary>Says how it is run: umoci's own options, for example "--config.cmd=x".</summary>
    public void Configure(params string[] options) => Run("umoci", ["config", "--image", Image, .. options]);

    /// <summary>Adds files of this machine, where they are here, as a layer. Links are followed.</summary>
    public void AddFiles(params IEnumerable<string> paths)
    {
        string root = Path.Combine(_folder, "root");
        Directory.CreateDirectory(root);
        Run("cp", ["-rL", "--parents", .. paths, root]);
        Run("umoci", "insert", "--image", Image, root, "/");
        Directory.Delete(root, recursive: true);
    }

    /// <summary>Adds one file as a layer.</summary>
    public void Add(string path, string content)
    {
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, content);
        Run("umoci", "insert", "--image", Image, file, path);
    }

    /// <summary>A program of this machine, with the loader and the libraries that it needs.</summary>
    public static IEnumerable<string> ProgramFiles(string program) =>
        [program, .. Run("ldd", program).Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(static word => word.StartsWith('/'))];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        return said;
    }
}
