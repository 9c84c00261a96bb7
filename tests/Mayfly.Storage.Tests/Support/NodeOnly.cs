using System.Diagnostics.CodeAnalysis;
using Mayfly.Core.Runtimes;

namespace Mayfly.Storage.Tests.Support;

/// <summary>A machine that has nodejs20.x, and nothing else.</summary>
internal sealed class NodeOnly : IRuntimeRegistry
{
    private static readonly RuntimeInstallation _node = new()
    {
        Runtime = "nodejs20.x",
        Pack = "nodejs",
        Description = "Node.js 20 at /usr/bin/node",
        Command = ["/usr/bin/node"],
        Mounts = [],
        Environment = new Dictionary<string, string>(),
        SupportsStems = false,
    };

    public IReadOnlyList<RuntimeInstallation> Installations => [_node];

    public IReadOnlyList<RuntimeStatus> Statuses => [new(_node.Runtime, _node.Pack, "Node.js", Available: true, _node.Description, HowToAdd: null)];

    public bool TryResolve(string runtime, [NotNullWhen(true)] out RuntimeInstallation? installation, [NotNullWhen(false)] out string? whyNot)
    {
        installation = runtime == _node.Runtime ? _node : null;
        whyNot = installation is null ? $"{runtime} is not installed here." : null;
        return installation is not null;
    }
}
