using System.Net;
using System.Net.Sockets;

namespace Mayfly.Sandbox.Networking;

/// <summary>Which name servers of the host's a sandbox can reach, given that the host itself is closed to it.</summary>
/// <param name="Usable">To be written into the sandbox's resolv.conf.</param>
/// <param name="Search">The host's search and options lines.</param>
internal sealed record NameServers(IReadOnlyList<IPAddress> Usable, IReadOnlyList<string> Search)
{
    /// <summary>
    /// Files to look in, best first: the host's own; then, as that may name only a stub on the host's loopback, what systemd-resolved or
    /// NetworkManager ask themselves.
    /// </summary>
    public static readonly IReadOnlyList<string> HostFiles =
        ["/etc/resolv.conf", "/run/systemd/resolve/resolv.conf", "/run/NetworkManager/no-stub-resolv.conf"];

    /// <summary>The first file that names a server which is neither loopback, link-local nor one of the host's own addresses.</summary>
    public static NameServers Read(IEnumerable<string> files, IReadOnlyCollection<IPAddress> hostAddresses)
    {
        NameServers none = new([], []);
        foreach (string file in files.Where(File.Exists))
        {
            NameServers found = Parse(File.ReadAllLines(file), hostAddresses);
            if (found.Usable.Count > 0)
            {
                return found;
            }
        }

        return none;
    }

    public string ToResolvConf() =>
        string.Concat(Search.Select(line => line + "\n").Concat(Usable.Select(server => $"nameserver {server}\n")));

    internal static NameServers Parse(IEnumerable<string> lines, IReadOnlyCollection<IPAddress> hostAddresses)
    {
        List<IPAddress> usable = [];
        List<string> search = [];
        foreach (string line in lines)
        {
            string[] words = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            switch (words)
            {
                case ["nameserver", string text, ..] when IPAddress.TryParse(text, out IPAddress? server) && IsReachable(server, hostAddresses):
                    usable.Add(server);
                    break;
                case ["search" or "domain" or "options", _, ..]:
                    search.Add(string.Join(' ', words));
                    break;
                default:
                    break;
            }
        }

        return new NameServers(usable, search);
    }

    private static bool IsReachable(IPAddress server, IReadOnlyCollection<IPAddress> hostAddresses) =>
        server.AddressFamily == AddressFamily.InterNetwork // sandboxes have no IPv6 to the outside
        && !IPAddress.IsLoopback(server)
        && server.GetAddressBytes() is not [169, 254, ..] and not [0, ..]
        && !hostAddresses.Contains(server);
}
