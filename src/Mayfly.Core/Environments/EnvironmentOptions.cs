namespace Mayfly.Core.Environments;

/// <summary>How execution environments are made, kept and ended on this machine.</summary>
public sealed class EnvironmentOptions
{
    /// <summary>How long an environment may stand idle before it is shut down.</summary>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long an environment stands idle before its processes are frozen. Not at once, so that a busy function pays nothing.</summary>
    public TimeSpan FreezeAfter { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>AWS's limit for the Init phase: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html</summary>
    public TimeSpan InitTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a runtime without extensions has to end after SIGTERM. Zero, as on AWS: it is killed at once.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.Zero;

    /// <summary>How long a runtime has to end after SIGTERM when there are internal extensions only.</summary>
    public TimeSpan InternalExtensionShutdownTimeout { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the runtime and its external extensions have to end together.</summary>
    public TimeSpan ExternalExtensionShutdownTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How many sandboxes may be made or specialised at one time; the rest wait in turns between functions. 0 means twice the number of processors.</summary>
    public int ConcurrentColdStarts { get; set; }

    /// <summary>
    /// Memory that all environments' MemorySize together may claim, in MB. 0 means this machine's memory times <see cref="MemoryOvercommit"/>.
    /// </summary>
    public long MachineMemoryMb { get; set; }

    /// <summary>Most functions use a fraction of the memory that they are given; this many times the machine's memory is given out.</summary>
    public double MemoryOvercommit { get; set; } = 4;

    /// <summary>The most stems that are kept ready for one runtime. 0 switches stems off.</summary>
    public int MaximumStems { get; set; } = 16;

    /// <summary>How long an invocation waits for an environment that has just responded and is about to ask for the next event, before it starts another.</summary>
    public TimeSpan SettleGrace { get; set; } = TimeSpan.FromMilliseconds(20);
}
