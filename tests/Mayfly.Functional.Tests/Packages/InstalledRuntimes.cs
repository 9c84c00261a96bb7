using System.Diagnostics;

namespace Mayfly.Functional.Tests.Packages;

/// <summary>The managed runtimes whose interpreters this machine has in its usual place.</summary>
internal static class InstalledRuntimes
{
    private const string OldestRuby = "ruby3.2";

    private static readonly string RubyVersion = Ask("ruby", "-e", "print RUBY_VERSION[/\\d+\\.\\d+/]");

    public static string Node { get; } = $"nodejs{Ask("node", "-p", "process.versions.node.split('.')[0]")}.x";

    public static string Python { get; } = $"python{Ask("/usr/bin/python3", "-c", "import sys; print('%d.%d' % sys.version_info[:2])")}";

    /// <summary>The Java of this machine's compiler.</summary>
    public static string Java { get; } = $"java{Ask("javac", "--version").Split(' ', '.')[1]}";

    /// <summary>The tests themselves run on it.</summary>
    public static string Dotnet { get; } = $"dotnet{Environment.Version.Major}";

    /// <summary>The Ruby of this machine; one that is older than any that AWS has stands in for the oldest (see <see cref="StandIns"/>).</summary>
    public static string Ruby => StandIns.Count == 0 ? $"ruby{RubyVersion}" : OldestRuby;

    /// <summary>The server's settings that let this machine's Ruby stand in.</summary>
    public static IReadOnlyDictionary<string, string> StandIns { get; } = Version.Parse(RubyVersion) >= new Version(3, 2)
        ? new Dictionary<string, string>()
        : new Dictionary<string, string> { [$"Runtimes:Interpreters:{OldestRuby}"] = Ask("ruby", "-e", "print RbConfig.ruby") };

    /// <summary>A runtime that AWS has and that this machine lacks.</summary>
    public static string NotInstalled => "dotnet6";

    private static string Ask(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string answer = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return answer;
    }
}
