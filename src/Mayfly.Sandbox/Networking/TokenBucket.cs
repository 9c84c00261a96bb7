namespace Mayfly.Sandbox.Networking;

/// <summary>How fast bytes may pass, how many at once, and how many may wait for their turn.</summary>
internal sealed record TokenBucket(uint BytesPerSecond, uint BurstBytes, uint WaitingBytes)
{
    /// <summary>The kernel hands over up to this many bytes as one packet; a smaller bucket would never let it pass.</summary>
    private const uint LargestPacket = 64 * 1024;

    /// <summary>
    /// For a memory size: 20 ms of the rate at once, so that a timer tick of 4 ms never starves the link, and 50 ms waiting, so that TCP finds
    /// the rate without long delays.
    /// </summary>
    public static TokenBucket For(int memoryMb)
    {
        long bytesPerSecond = ResourceShares.NetworkBitsPerSecond(memoryMb) / 8;
        return new TokenBucket(
            (uint)bytesPerSecond,
            (uint)Math.Max(2 * LargestPacket, bytesPerSecond / 50),
            (uint)Math.Max(4 * LargestPacket, bytesPerSecond / 20));
    }

    public TokenBucketOptions ToOptions() => new()
    {
        Rate = new TokenBucketOptions.RateSpecification { LinkLayer = 1, BytesPerSecond = BytesPerSecond },
        Limit = WaitingBytes,
    };
}
