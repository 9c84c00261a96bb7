namespace Mayfly.Core.Tests.Runtimes;

/// <summary>A machine of the test's own: folders with small programs that say a version, and packs that look for them there.</summary>
public sealed class MachineFixture : IDisposable
{
    public MachineFixture()
    {
        Root = Directory.CreateTempSubdirectory("mayfly-runtimes-").FullName;
        Directory.CreateDirectory(PacksFolder);
    }

    public string Root { get; }

    public string PacksFolder => Path.Combine(Root, "packs");

    /// <summary>Where a program that was started has left a line, so that a test sees how often it was asked.</summary>
    public string ProbeLog => Path.Combine(Root, "probes");

    public void Dispose() => Directory.Delete(Root, recursive: true);

    /// <summary>Installs a real ELF program that prints what a file beside it says: a copy of the system's cat cannot, so a copy of true stands in for broken ones.</summary>
    public string Program(string folder, string name, string source = "/bin/true")
    {
        string bin = Path.Combine(Root, folder, "bin");
        Directory.CreateDirectory(bin);
        string program = Path.Combine(bin, name);
        File.Copy(File.ResolveLinkTarget(source, returnFinalTarget: true)?.FullName ?? source, program);
        return program;
    }

    public string Pack(string name, string manifest)
    {
        string folder = Path.Combine(PacksFolder, name);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "pack.json"), manifest);
        return folder;
    }
}
