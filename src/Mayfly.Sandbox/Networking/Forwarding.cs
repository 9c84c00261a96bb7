namespace Mayfly.Sandbox.Networking;

/// <summary>
/// Lets answers come back to sandboxes: Linux passes a packet on only if forwarding is on for the interface on which it arrived. It is switched on
/// for the interfaces by which the host reaches others, never for the whole machine, and switched off again at the end. What was changed is kept
/// in a file, so that the start after a crash still knows it. The caller's thread must be in the host's network namespace.
/// </summary>
internal sealed class Forwarding
{
    private readonly string _record;
    private readonly HashSet<string> _changed;

    public Forwarding(string runtimeDirectory)
    {
        _record = Path.Combine(runtimeDirectory, "forwarding");
        _changed = File.Exists(_record) ? [.. File.ReadAllLines(_record)] : [];
    }

    /// <summary>Interfaces on which it was off before this server came.</summary>
    public IReadOnlyList<string> Changed => [.. _changed.Order(StringComparer.Ordinal)];

    /// <summary>Those of the interfaces on which it is off.</summary>
    public static IEnumerable<string> FindClosed(IEnumerable<string> interfaces) =>
        interfaces.Where(name => File.Exists(Setting(name)) && File.ReadAllText(Setting(name)).Trim() == "0");

    /// <summary>Switches it on.</summary>
    public void Enable(IReadOnlyCollection<string> interfaces)
    {
        if (interfaces.Count == 0)
        {
            return;
        }

        _changed.UnionWith(interfaces);
        File.WriteAllLines(_record, Changed); // before the change, so that no crash comes between
        foreach (string name in interfaces)
        {
            File.WriteAllText(Setting(name), "1");
        }
    }

    /// <summary>Puts things back as they were.</summary>
    public void Restore()
    {
        foreach (string name in _changed.Where(name => File.Exists(Setting(name))))
        {
            File.WriteAllText(Setting(name), "0");
        }

        File.Delete(_record);
        _changed.Clear();
    }

    private static string Setting(string name) => $"/proc/sys/net/ipv4/conf/{name}/forwarding";
}
