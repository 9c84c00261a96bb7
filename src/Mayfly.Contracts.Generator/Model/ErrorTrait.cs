namespace Mayfly.Contracts.Generator.Model;

/// <param name="Status">HTTP status.</param>
/// <param name="SenderFault">True when the caller is to blame.</param>
internal sealed record ErrorTrait(int Status, bool SenderFault);
