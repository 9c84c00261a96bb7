namespace Mayfly.Core.Concurrency;

/// <summary>A home's answer to a <see cref="LeaseRequest"/>.</summary>
/// <param name="Epoch">The home's; a newer one replaces an older.</param>
/// <param name="Number">Of the home's messages; a node obeys none that is older than the last. 0: the request was void, to be made again.</param>
/// <param name="Ceiling">The node may start an invocation while fewer than this are in use there.</param>
/// <param name="IsWhole">Nobody else holds anything, and there is no more: until the home speaks again the node need not ask.</param>
/// <param name="HasEnded">The function has no reservation any more.</param>
public readonly record struct LeaseAnswer(long Epoch, long Number, int Ceiling, bool IsWhole, bool HasEnded)
{
    public bool IsVoid => Number == 0;
}
