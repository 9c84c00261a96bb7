namespace Mayfly.Sandbox.Scratch;

/// <summary>How /tmp is limited on this machine, in sentences for the operator.</summary>
internal sealed record ScratchReport(IReadOnlyList<string> Enforced, IReadOnlyList<string> Missing)
{
    public static ScratchReport For(string? place, string? failure) => place is not null
        ? new([$"/tmp: each sandbox has a disk of exactly its EphemeralStorage, in an unnamed file in {place}, destroyed with the sandbox."], [])
        : new(
            ["/tmp: each sandbox has a tmpfs of exactly its EphemeralStorage, destroyed with the sandbox."],
            [$"/tmp: it lies in memory, because no disk image could be mounted: {failure}. What a function writes there counts as its memory. "
                + "Give root, a kernel with loop devices and ext4, mkfs.ext4 (package e2fsprogs), and a runtime folder or /var/tmp on a disk."]);
}
