using System.Collections.Frozen;
using Mayfly.Core.Environments;
using Mayfly.Core.Functions;
using Microsoft.Extensions.Logging;

namespace Mayfly.Core.Concurrency;

/// <summary>
/// Makes what is ready agree with what is configured, whenever a function changes: https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
/// </summary>
public sealed class ProvisionedConcurrency : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<FunctionKey, Dictionary<long, ProvisionedVersion>> _versions = [];
    private readonly FunctionStore _store;
    private readonly ConcurrencyLeases _leases;
    private readonly EnvironmentPools _pools;
    private readonly ColdStart _starts;
    private readonly TimeProvider _time;
    private readonly ILogger<ProvisionedConcurrency> _logger;

    internal ProvisionedConcurrency(FunctionStore store, ConcurrencyLeases leases, EnvironmentPools pools, ColdStart starts, TimeProvider time, ILogger<ProvisionedConcurrency> logger)
    {
        _store = store;
        _leases = leases;
        _pools = pools;
        _starts = starts;
        _time = time;
        _logger = logger;
    }

    /// <summary>Begins: what is configured already is made ready in the background.</summary>
    public void Begin()
    {
        _store.Changed += OnChanged;
        foreach (FunctionEntry entry in _store.All)
        {
            OnChanged(null, entry);
        }
    }

    /// <summary>Makes nothing ready any more, before the environments are taken down.</summary>
    public async ValueTask DisposeAsync()
    {
        _store.Changed -= OnChanged;
        Task[] ends;
        lock (_gate)
        {
            ends = [.. _versions.Values.SelectMany(static versions => versions.Values).Select(static version => version.EndAsync())];
        }

        await Task.WhenAll(ends);
    }

    private void OnChanged(FunctionEntry? before, FunctionEntry? now)
    {
        if (before?.Resources.Provisioned.Count > 0 || now?.Resources.Provisioned.Count > 0)
        {
            lock (_gate)
            {
                Reconcile((now ?? before)!.Record.Key, ProvisionedPlan.Of(now), again: before?.Resources.Provisioned != now?.Resources.Provisioned);
            }
        }
    }

    private void Reconcile(FunctionKey function, Dictionary<FunctionVersion, int> plan, bool again)
    {
        Dictionary<long, ProvisionedVersion> known = _versions.GetValueOrDefault(function) ?? [];
        Dictionary<long, ProvisionedVersion> wanted = [];
        List<(ProvisionedVersion Version, int Target)> aims = [];
        foreach ((FunctionVersion version, int target) in plan)
        {
            bool isNew = !known.Remove(version.Generation, out ProvisionedVersion? provisioned);
            wanted[version.Generation] = provisioned ??= new ProvisionedVersion(version, _leases, _pools, _starts, _time, _logger);
            if (isNew || again || provisioned.Target != target)
            {
                aims.Add((provisioned, target));
            }
        }

        // First no lease leads to what is about to end.
        _leases.Of(function).Provisioned = wanted.Count == 0 ? null : wanted.ToFrozenDictionary(static one => one.Key, static one => one.Value.Slots);
        foreach (ProvisionedVersion unwanted in known.Values)
        {
            _ = unwanted.EndAsync();
        }

        aims.ForEach(static aim => aim.Version.Aim(aim.Target));
        if (wanted.Count == 0)
        {
            _versions.Remove(function);
        }
        else
        {
            _versions[function] = wanted;
        }
    }
}
