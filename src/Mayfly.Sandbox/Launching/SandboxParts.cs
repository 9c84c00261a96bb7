using Mayfly.Sandbox.Cgroups;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Sandbox.Launching;

/// <summary>What a sandbox borrows while it lives, and what must not be given back before its last process is gone.</summary>
internal sealed record SandboxParts(uint UserId, ICgroup Cgroup, SafeFileHandle NetworkNamespace);
