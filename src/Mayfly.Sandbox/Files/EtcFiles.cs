namespace Mayfly.Sandbox.Files;

/// <summary>The few files of /etc that a program expects. Made, not shown: the host's own tell about its users and network.</summary>
internal static class EtcFiles
{
    /// <summary>The user id inside, as on AWS.</summary>
    public const int InnerUid = 993;

    /// <summary>The group id inside, as on AWS.</summary>
    public const int InnerGid = 990;

    /// <summary>The host name inside.</summary>
    public const string HostName = "sandbox";

    private static readonly string[] s_copied =
    [
        "ld.so.cache", "ld.so.conf", "localtime", "timezone", "protocols", "services", "mime.types", "host.conf", "gai.conf",
        "os-release", "debian_version", "ssl/openssl.cnf", "pki/tls/openssl.cnf",
    ];

    /// <summary>
    /// Folders shown as they are: certificates, and what installed interpreters are configured by (Debian's Java and Python keep links
    /// into /etc). None holds a secret: private keys stand beside, not below.
    /// </summary>
    private static readonly string[] s_shownPatterns =
    [
        "alternatives", "ssl/certs", "pki/tls/certs", "pki/ca-trust", "crypto-policies", "ca-certificates", "java-*", "java", "python3*", "fonts", "dotnet",
    ];

    public static void WriteTo(string etc)
    {
        Directory.CreateDirectory(etc);
        File.WriteAllText(Path.Combine(etc, "passwd"), $"root:x:0:0:root:/root:/sbin/nologin\nsbx_user1051:x:{InnerUid}:{InnerGid}::/home/sbx_user1051:/sbin/nologin\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n");
        File.WriteAllText(Path.Combine(etc, "group"), $"root:x:0:\nsbx_user1051:x:{InnerGid}:\nnogroup:x:65534:\n");
        File.WriteAllText(Path.Combine(etc, "hosts"), $"127.0.0.1 localhost {HostName} {HostName}.localdomain\n::1 localhost\n");
        File.WriteAllText(Path.Combine(etc, "nsswitch.conf"), "passwd: files\ngroup: files\nhosts: files dns\nservices: files\nprotocols: files\n");
        File.WriteAllText(Path.Combine(etc, "resolv.conf"), "");
        foreach (string name in s_copied)
        {
            Copy(Path.Combine("/etc", name), Path.Combine(etc, name));
        }
    }

    /// <summary>Host folders below /etc to show.</summary>
    public static IEnumerable<string> ShownFolders() =>
        s_shownPatterns.SelectMany(Matching).Where(Directory.Exists).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Matching(string pattern) =>
        pattern.Contains('*', StringComparison.Ordinal) ? Directory.EnumerateDirectories("/etc", pattern) : [Path.Combine("/etc", pattern)];

    private static void Copy(string from, string to)
    {
        FileInfo file = new(from);
        if (!file.Exists)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        // through links, to the content: what they point at may not be shown
        File.WriteAllBytes(to, File.ReadAllBytes(from));
        File.SetUnixFileMode(to, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }
}
