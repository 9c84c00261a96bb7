using Mayfly.Contracts;
using Mayfly.Core.Aws;
using Mayfly.Core.CodeSigning;
using Mayfly.Core.Functions;
using Mayfly.Core.Packages;

namespace Mayfly.Core.Layers;

/// <summary>The layers that a function asks for: whether there are such, whether it may use them, and whether they fit together.</summary>
internal sealed class FunctionLayers(LayerStore store)
{
    private const int Most = 5;

    /// <summary>Finds the layers by their versions' ARNs. Their packages are there for a while, also if they are deleted now: long enough to hold them.</summary>
    public AwsResult<IReadOnlyList<LayerReference>> Find(AwsIdentity caller, IReadOnlyList<string> arns)
    {
        if (arns.Count > Most)
        {
            return FunctionErrors.Invalid($"Cannot reference more than {Most} layers.");
        }

        List<LayerReference> found = [];
        Dictionary<LayerKey, string> seen = [];
        foreach (string arn in arns)
        {
            if (!LayerTarget.TryReadVersion(arn, out LayerKey key, out long number))
            {
                return LayerErrors.NoVersionToUse(arn);
            }

            if (key.Region != caller.Region)
            {
                return FunctionErrors.Invalid($"Layers are not in the same region as the function. Layers are expected to be in region {caller.Region}.");
            }

            if (!seen.TryAdd(key, arn))
            {
                return FunctionErrors.Invalid(
                    $"Two different versions of the same layer are not allowed to be referenced in the same function. {seen[key]} and {arn} are versions of the same layer.");
            }

            bool known = store.TryGet(key, number, out LayerVersionRecord? version);
            if (key.Account != caller.Account && (!known || !LayerSharing.Allows(version!, caller)))
            {
                return LayerErrors.NotShared(caller, nameof(GetLayerVersion), arn);
            }

            if (!known)
            {
                return LayerErrors.NoVersionToUse(arn);
            }

            found.Add(new LayerReference(version!.Arn, version.Package));
        }

        return found;
    }

    /// <summary>What their signatures say; null for each that is not signed.</summary>
    public static IEnumerable<PackageSignature?> SignaturesOf(IReadOnlyList<LayerReference> layers) => layers.Select(static layer => layer.Package.Signature);

    /// <summary>Whether code and layers, unzipped, are small enough together. Answers the refusal, or null.</summary>
    public static AwsError? CheckSize(long unzippedCode, IReadOnlyList<LayerReference> layers)
    {
        long size = unzippedCode + layers.Sum(static layer => layer.Package.UnzippedSize);
        return layers.Count == 0 || size < PackageLimits.Unzipped
            ? null
            : FunctionErrors.Invalid($"Function code combined with layers exceeds the maximum allowed size of {PackageLimits.Unzipped} bytes. The actual size is {size} bytes.");
    }
}
