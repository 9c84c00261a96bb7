using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Mayfly.Sandbox.Cgroups;

/// <summary>Cgroups kept ready: making their directories costs more than all else that a launch does with them.</summary>
internal sealed partial class CgroupPool : IDisposable
{
    private readonly ICgroupHierarchy _hierarchy;
    private readonly int _kept;
    private readonly ILogger _logger;
    private readonly ConcurrentQueue<ICgroup> _ready = new();
    private int _lastName;

    public CgroupPool(ICgroupHierarchy hierarchy, int kept, ILogger logger)
    {
        _hierarchy = hierarchy;
        _kept = kept;
        _logger = logger;
        for (int i = 0; i < kept; i++)
        {
            _ready.Enqueue(Make());
        }
    }

    public ICgroup Take() => _ready.TryDequeue(out ICgroup? cgroup) ? cgroup : Make();

    /// <summary>Takes back a cgroup without processes.</summary>
    public void Return(ICgroup cgroup)
    {
        try
        {
            if (_ready.Count < _kept && cgroup.TryReset())
            {
                _ready.Enqueue(cgroup);
                return;
            }

            cgroup.Remove();
            if (_ready.Count < _kept)
            {
                _ready.Enqueue(Make());
            }
        }
        catch (IOException exception)
        {
            // it is left behind for the next start to remove; nothing waits for it
            Log.NotReturned(_logger, cgroup.Name, exception);
        }
    }

    public void Dispose()
    {
        while (_ready.TryDequeue(out ICgroup? cgroup))
        {
            try
            {
                cgroup.Remove();
            }
            catch (IOException exception)
            {
                // the rest of the server must be taken down all the same
                Log.NotReturned(_logger, cgroup.Name, exception);
            }
        }
    }

    private ICgroup Make() =>
        _hierarchy.Create(Interlocked.Increment(ref _lastName).ToString(CultureInfo.InvariantCulture));

    private static partial class Log
    {
        [LoggerMessage(2002, LogLevel.Warning, "Cgroup {Name} could not be given back; it is removed at the next start.")]
        public static partial void NotReturned(ILogger logger, string name, Exception exception);
    }
}
