namespace Mayfly.Sandbox;

/// <summary>What of the network a sandbox sees.</summary>
public enum SandboxNetwork
{
    /// <summary>The outside by NAT; never the host, link-local addresses (cloud metadata) or other sandboxes.</summary>
    Nat,

    /// <summary>Only its own loopback.</summary>
    None,
}
