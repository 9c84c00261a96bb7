using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Security.Tests.Hosting;

/// <summary>A file in the /tmp of some function, by which it tells the test something in the middle of an invocation. Read from outside, by root.</summary>
internal sealed class SandboxFile(MayflyServer server)
{
    private string? _folder;

    public string Name { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Waits for the file and answers its content.</summary>
    public async Task<string> ReadAsync()
    {
        _folder = await Wait.ForAsync<string>("a function to write its file", () => Task.FromResult(server.Footprint.Members()
            .Select(process => $"/proc/{process.Id}/root/tmp")
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, Name)))));
        return await File.ReadAllTextAsync(Path.Combine(_folder, Name));
    }

    /// <summary>Makes an empty file in the same /tmp.</summary>
    public void WriteBeside(string name) => File.WriteAllText(Path.Combine(_folder ?? throw new InvalidOperationException("It has not been read yet."), name), "");
}
