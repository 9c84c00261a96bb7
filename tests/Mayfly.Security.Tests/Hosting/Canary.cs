namespace Mayfly.Security.Tests.Hosting;

/// <summary>A file on the host that everybody may read and write, so that nothing but a sandbox's own walls stands between it and a function.</summary>
internal sealed class Canary : IDisposable
{
    private const UnixFileMode Everybody = (UnixFileMode)0b110_110_110;
    private const string Song = "tweet";

    public Canary()
    {
        File.WriteAllText(Path, Song);
        File.SetUnixFileMode(Path, Everybody);
    }

    public string Name { get; } = $"canary-{Guid.NewGuid():N}";

    public string Path => System.IO.Path.Combine(System.IO.Path.GetTempPath(), Name);

    public bool IsUntouched => File.ReadAllText(Path) == Song && File.GetUnixFileMode(Path) == Everybody;

    public void Dispose() => File.Delete(Path);
}
