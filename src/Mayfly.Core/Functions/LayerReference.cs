namespace Mayfly.Core.Functions;

/// <summary>A version of a layer that a function uses, with what running it needs: the layer itself may be deleted meanwhile.</summary>
/// <param name="Arn">The layer version's ARN.</param>
/// <param name="Package">Its content.</param>
public sealed record LayerReference(string Arn, PackageReference Package);
