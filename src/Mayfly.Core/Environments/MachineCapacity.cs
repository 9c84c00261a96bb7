using Microsoft.Extensions.Options;

namespace Mayfly.Core.Environments;

/// <summary>How much memory this machine's environments have claimed, and whether one more fits.</summary>
public sealed class MachineCapacity
{
    private long _claimedMb;

    public MachineCapacity(IOptions<EnvironmentOptions> options)
    {
        EnvironmentOptions settings = options.Value;
        LimitMb = settings.MachineMemoryMb > 0
            ? settings.MachineMemoryMb
            : (long)(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024.0 / 1024.0 * settings.MemoryOvercommit);
    }

    public long LimitMb { get; }

    public long ClaimedMb => Interlocked.Read(ref _claimedMb);

    public bool TryClaim(int memoryMb)
    {
        if (Interlocked.Add(ref _claimedMb, memoryMb) <= LimitMb)
        {
            return true;
        }

        Release(memoryMb);
        return false;
    }

    public void Release(int memoryMb) => Interlocked.Add(ref _claimedMb, -memoryMb);
}
