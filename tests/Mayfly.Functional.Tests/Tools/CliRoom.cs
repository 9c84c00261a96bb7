using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;
using Mayfly.Functional.Tests.Packages;

namespace Mayfly.Functional.Tests.Tools;

/// <summary>A folder to work in with the `aws` command, as people do: packages are files, and so are answers.</summary>
internal sealed class CliRoom(MayflyServer server) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mayfly-cli-").FullName;
    private int _files;

    public AwsCli Cli { get; } = server.Cli();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Creates a function of a CommonJS module, waits for nothing, and answers its name.</summary>
    public async Task<string> CreateAsync(string source)
    {
        string name = FunctionCalls.NewName();
        await Cli.RunAsync(
            "lambda", "create-function", "--function-name", name, "--runtime", InstalledRuntimes.Node, "--handler", "index.handler", "--role", FunctionCalls.Role, "--timeout", "60", "--zip-file", Package(source));
        return name;
    }

    /// <summary>Brings new code, and waits for nothing.</summary>
    public Task UpdateCodeAsync(string name, string source) => Cli.RunAsync("lambda", "update-function-code", "--function-name", name, "--zip-file", Package(source));

    /// <summary>Invokes, and answers what the function returned.</summary>
    public async Task<string> InvokeAsync(string name, params string[] more)
    {
        string answer = NewFile();
        await Cli.RunAsync(["lambda", "invoke", "--function-name", name, .. more, answer]);
        return await File.ReadAllTextAsync(answer);
    }

    private string Package(string source)
    {
        string path = NewFile();
        File.WriteAllBytes(path, FunctionSource.Node(source).Archive);
        return $"fileb://{path}";
    }

    private string NewFile() => Path.Combine(_folder, $"{Interlocked.Increment(ref _files)}");
}
