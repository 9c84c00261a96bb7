using Mayfly.Sandbox.Interop;

namespace Mayfly.Sandbox.Launching;

/// <summary>Limits of a process, which what it starts inherits.</summary>
internal static class ProcessLimits
{
    /// <summary>AWS documents 1,024 file descriptors.</summary>
    private const ulong OpenFilesAllowed = 1024;

    /// <summary>As the sandbox's user, who may lower its own limits: root in a container often lacks CAP_SYS_RESOURCE.</summary>
    public static void Set(int pid, uint userId)
    {
        const nint Core = 4, OpenFiles = 7;
        using CallScript script = new();
        script.AssumeUser(userId);
        script.Add("prlimit(open files)", SystemCalls.PrLimit, pid, OpenFiles, script.Bytes(Limit(OpenFilesAllowed)));
        // one byte: no core file, and (unlike 0) no call of the host's core handler with a function's memory
        script.Add("prlimit(core)", SystemCalls.PrLimit, pid, Core, script.Bytes(Limit(1)));
        script.Run();
    }

    private static byte[] Limit(ulong value) => [.. BitConverter.GetBytes(value), .. BitConverter.GetBytes(value)];
}
