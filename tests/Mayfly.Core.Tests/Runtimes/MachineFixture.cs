using System.Diagnostics;

namespace Mayfly.Core.Tests.Runtimes;

/// <summary>
/// A machine of the test's own: folders with small programs that answer --version, and packs that look for them there. Copies of the
/// system's `cat` and `sed` play interpreters of two languages' versions, since an interpreter must be a real ELF program.
/// </summary>
public sealed class MachineFixture : IDisposable
{
    public MachineFixture()
    {
        Root = Directory.CreateTempSubdirectory("mayfly-runtimes-").FullName;
        Directory.CreateDirectory(PacksFolder);
    }

    public string Root { get; }

    public string PacksFolder => Path.Combine(Root, "packs");

    public string CacheFile => Path.Combine(Root, "cache.json");

    /// <summary>The version that copies of a program will give, as major.minor.</summary>
    public static string VersionOf(string source)
    {
        using Process process = Process.Start(new ProcessStartInfo(source, "--version") { RedirectStandardOutput = true })!;
        string line = process.StandardOutput.ReadLine()!;
        process.WaitForExit();
        return line.Split(' ')[^1];
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    /// <summary>Installs a copy of a system program under PREFIX/bin and returns its path.</summary>
    public string Install(string prefix, string name, string source)
    {
        string bin = Path.Combine(Root, prefix, "bin");
        Directory.CreateDirectory(bin);
        string program = Path.Combine(bin, name);
        File.Copy(source, program);
        return program;
    }

    /// <summary>Installs a host program in PREFIX itself, with frameworks of these versions beside it, and a pack that asks for one of them.</summary>
    public string InstallHost(string prefix, string wanted, params string[] versions)
    {
        string root = Path.Combine(Root, prefix);
        foreach (string version in versions)
        {
            string framework = Path.Combine(root, "shared", "Speech", version);
            Directory.CreateDirectory(framework);
            File.WriteAllText(Path.Combine(framework, "library"), "");
        }

        File.Copy("/bin/cat", Path.Combine(root, "host"));
        string folder = Path.Combine(PacksFolder, "hosted");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "pack.json"), $$"""
            {
              "language": "Hosted",
              "runtimes": [ { "id": "hosted{{wanted}}", "version": "{{wanted}}" } ],
              "interpreter": { "names": ["host"], "frameworks": "shared/Speech", "folders": ["{{root}}"], "howToAdd": "Add {version}." },
              "command": ["{interpreter}", "{found}"]
            }
            """);
        return Path.Combine(root, "host");
    }

    /// <summary>Makes a pack whose one runtime asks for a version of a program called "speak".</summary>
    public void Pack(string version, string extra = "", string versionArguments = "")
    {
        string folder = Path.Combine(PacksFolder, "speech");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "pack.json"), $$"""
            {
              "language": "Speech",
              "runtimes": [ { "id": "speech{{version}}", "version": "{{version}}" } ],
              "interpreter": { "names": ["speak"], "folders": ["{{Root}}/lang*/bin"], "howToAdd": "Learn version {version}."{{versionArguments}} },
              "command": ["{interpreter}", "{runtime}/main.txt"],
              "environment": { "NAMED": "{id} {version}" },
              "stems": true{{extra}}
            }
            """);
    }
}
