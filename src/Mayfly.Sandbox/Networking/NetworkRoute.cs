using System.Net;

namespace Mayfly.Sandbox.Networking;

/// <summary>One IPv4 route: where to, and by which interface (0 if it names none, or several).</summary>
internal sealed record NetworkRoute(IPNetwork Destination, int InterfaceIndex);
