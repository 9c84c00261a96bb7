using System.Diagnostics.Metrics;

namespace Mayfly.Core.Tests.EventQueue;

/// <summary>Makes meters that are told from those of other tests by their scope.</summary>
internal sealed class RoomMeters : IMeterFactory
{
    public Meter Create(MeterOptions options) => new(options.Name, options.Version, options.Tags, this);

    public void Dispose()
    {
    }
}
