using System.Globalization;
using Mayfly.Contracts;
using Mayfly.Core.Aws;

namespace Mayfly.Core.Layers;

/// <summary>The layer that a request names, by its name or its ARN, seen from its caller.</summary>
internal static class LayerTarget
{
    private const int PartsOfVersion = 8;

    /// <summary>A layer of the caller's own: other accounts' may be read, one version at a time, and nothing else.</summary>
    /// <param name="caller">Whose.</param>
    /// <param name="name">Has passed the model's pattern.</param>
    /// <param name="action">The operation's name, for the refusal.</param>
    public static AwsResult<LayerKey> ResolveOwn(AwsIdentity caller, string name, string action)
    {
        AwsResult<LayerKey> key = Resolve(caller, name);
        return key.IsError || key.Value.Account == caller.Account ? key : LayerErrors.NotShared(caller, action, key.Value.Arn);
    }

    /// <summary>A layer of anybody's.</summary>
    public static AwsResult<LayerKey> Resolve(AwsIdentity caller, string name)
    {
        if (!name.Contains(':', StringComparison.Ordinal))
        {
            return new LayerKey(caller.Account, caller.Region, name);
        }

        string[] parts = name.Split(':');
        LayerKey key = new(parts[4], parts[3], parts[6]);
        return key.Region == caller.Region ? key : LayerErrors.NoResource;
    }

    /// <summary>Reads a layer version's ARN; false for one of AWS's own layers, which have neither account nor version.</summary>
    public static bool TryReadVersion(string arn, out LayerKey key, out long version)
    {
        string[] parts = arn.Split(':');
        key = parts.Length == PartsOfVersion ? new LayerKey(parts[4], parts[3], parts[6]) : default;
        version = 0;
        return parts.Length == PartsOfVersion && long.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out version);
    }
}
