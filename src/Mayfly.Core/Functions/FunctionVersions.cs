using System.Collections.Frozen;
using Mayfly.Core.Recursion;

namespace Mayfly.Core.Functions;

/// <summary>Makes what the hot path sees of a function out of its record.</summary>
internal sealed class FunctionVersions(TimeProvider time)
{
    public const string Latest = "$LATEST";

    /// <summary>The version that managed instances publish over and over, without numbers.</summary>
    public const string LatestPublished = "$LATEST.PUBLISHED";

    // Begins at the clock, so that no generation of an earlier run of the server comes again.
    private long _generation = time.GetUtcNow().UtcTicks;

    /// <summary>The same version for new environments only.</summary>
    public FunctionVersion Renew(FunctionVersion version) => version with { Generation = Interlocked.Increment(ref _generation) };

    /// <summary>A new version of the record; or the one served already, when a process running it could not tell the difference.</summary>
    public FunctionVersion From(FunctionRecord record, FunctionVersion? serving = null)
    {
        FunctionVersion version = new()
        {
            Key = record.Key,
            Version = record.Version,
            Generation = serving?.Generation ?? 0,
            Runtime = record.Runtime,
            Handler = record.Handler,
            Role = record.Role,
            MemoryMb = record.MemoryMb,
            Timeout = TimeSpan.FromSeconds(record.TimeoutSeconds),
            EphemeralStorageMb = record.EphemeralStorageMb,
            Architecture = record.Architecture,
            Environment = record.Environment ?? FrozenDictionary<string, string>.Empty,
            PackageId = record.Package.Id,
            HotFolder = record.HotFolder,
            Image = record.Image,
            ImageConfig = record.ImageConfig,
            Layers = record.Layers,
            Logging = record.Logging,
            TracingMode = record.TracingMode,
            PinnedRuntimeArn = record.PinnedRuntimeArn,
            LineageId = Lineage.IdOf(record.Key),
        };
        return version == serving ? serving : version with { Generation = Interlocked.Increment(ref _generation) };
    }
}
