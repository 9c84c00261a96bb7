using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using Mayfly.Conformance.Tests.Cases;
using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Conformance.Tests.Packs;

/// <summary>
/// The deployment package of a pack's fixture: its folder as it is, or, where there is an executable "build" in it, what that makes. Built ones are kept in
/// .cache/conformance under the digest of their source.
/// </summary>
internal static class FixturePackage
{
    private const string Wrapper = "wrapper";

    private static readonly ConcurrentDictionary<string, Lazy<Task<byte[]>>> Packages = new();

    public static Task<byte[]> ForAsync(ConformanceRuntime runtime)
        => Packages.GetOrAdd(runtime.Name, _ => new Lazy<Task<byte[]>>(async () => Archive(await FolderAsync(runtime)))).Value;

    /// <summary>What is packed: the fixture's folder, or what its build made.</summary>
    public static async Task<string> FolderAsync(ConformanceRuntime runtime)
    {
        string source = Path.Combine(CaseFiles.Folder, "functions", runtime.Pack);
        string build = Path.Combine(source, "build");
        return File.Exists(build) ? await BuiltAsync(source, build, runtime) : source;
    }

    /// <summary>Runs "build RUNTIME FOLDER" in a folder of its own, which takes its place only when whole.</summary>
    private static async Task<string> BuiltAsync(string source, string build, ConformanceRuntime runtime)
    {
        string kept = Path.Combine(Repository.Root, ".cache", "conformance", runtime.Name, Digest(source));
        if (Directory.Exists(kept))
        {
            return kept;
        }

        string making = $"{kept}.{Environment.ProcessId}";
        Directory.CreateDirectory(making);
        ProcessStartInfo start = new(build, [runtime.Name, making]) { WorkingDirectory = source, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        string[] output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            Directory.Delete(making, recursive: true);
            throw new InvalidOperationException($"The fixture of {runtime.Name} could not be built ({build}):\n{string.Concat(output)}");
        }

        Directory.Move(making, kept);
        return kept;
    }

    /// <summary>Files keep their permission to be executed. The wrapper script is the same for all languages.</summary>
    private static byte[] Archive(string folder)
    {
        Dictionary<string, string> files = Files(folder).ToDictionary(file => Path.GetRelativePath(folder, file));
        files[Wrapper] = Path.Combine(CaseFiles.Folder, "functions", Wrapper);
        return Functional.Tests.Packages.Archive.Of(
            path => File.GetUnixFileMode(files[path]).HasFlag(UnixFileMode.UserExecute), [.. files.Select(file => (file.Key, File.ReadAllBytes(file.Value)))]);
    }

    private static string Digest(string folder)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in Files(folder))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{Path.GetRelativePath(folder, file)}\0"));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static IEnumerable<string> Files(string folder) => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => !file.Split('/').Any(part => part is "bin" or "obj" or "__pycache__"))
        .Order(StringComparer.Ordinal);
}
