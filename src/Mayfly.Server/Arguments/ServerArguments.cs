using System.Net;
using Mayfly.Sandbox;

namespace Mayfly.Server.Arguments;

/// <summary>What was said on the command line.</summary>
internal sealed record ServerArguments
{
    /// <summary>Address and port of the endpoint that serves all AWS services.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>The folder that holds everything that must survive.</summary>
    public required string DataDirectory { get; init; }

    public required SandboxMode Sandbox { get; init; }

    public required SandboxNetwork Network { get; init; }

    /// <summary>Whether functions may use idle CPU beyond their share.</summary>
    public required bool CpuBurst { get; init; }

    /// <summary>Whether listening beyond loopback is allowed although requests are not authenticated.</summary>
    public required bool Insecure { get; init; }

    /// <summary>A JSON file with settings, see docs/operations/configuration.md; null for none.</summary>
    public required string? ConfigurationFile { get; init; }
}
