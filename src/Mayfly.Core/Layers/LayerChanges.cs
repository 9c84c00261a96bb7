using Mayfly.Contracts;
using Mayfly.Core.Functions;
using Mayfly.Core.Packages;

namespace Mayfly.Core.Layers;

/// <summary>
/// Every change of a layer: first durable in <see cref="ILayerRecords"/>, then visible in <see cref="LayerStore"/>, then answered. A version holds
/// its package; functions that use it hold the package themselves, so a version may be deleted under them.
/// </summary>
internal sealed class LayerChanges(LayerStore store, ILayerRecords records, PackageReferences packages, FunctionStore functions) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>Adds the next version. Its package is held by the caller until this has answered.</summary>
    /// <param name="key">Which layer; made by its first version.</param>
    /// <param name="make">Makes the record with the number that is given.</param>
    public async Task<LayerVersionRecord> PublishAsync(LayerKey key, Func<long, LayerVersionRecord> make)
    {
        await _gate.WaitAsync();
        try
        {
            LayerEntry entry = store.Get(key);
            LayerVersionRecord version = make(entry.LastVersion + 1);
            await records.SaveAsync(version);
            await HoldAsync(version);
            store.Put(entry.With(version));
            return version;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Changes a version's policy.</summary>
    public async Task<AwsResult<LayerVersionRecord>> ChangeAsync(LayerKey key, long version, Func<LayerVersionRecord, AwsResult<LayerVersionRecord>> change)
    {
        await _gate.WaitAsync();
        try
        {
            if (!store.TryGet(key, version, out LayerVersionRecord? record))
            {
                return LayerErrors.NoVersion($"{key.Arn}:{version}");
            }

            AwsResult<LayerVersionRecord> changed = change(record);
            if (!changed.IsError)
            {
                await records.SaveAsync(changed.Value);
                store.Put(store.Get(key).With(changed.Value));
            }

            return changed;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Deletes a version, if it is there. Functions that use it go on.</summary>
    public async Task DeleteAsync(LayerKey key, long version)
    {
        await _gate.WaitAsync();
        try
        {
            if (store.TryGet(key, version, out LayerVersionRecord? record))
            {
                await records.DeleteAsync(key, version);
                store.Put(store.Get(key).Without(version));
                packages.Release(record.Package.Id);
                functions.Account(key.Account, key.Region).Resize(-record.Package.ZippedSize);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>At start: brings back what was acknowledged before.</summary>
    public async Task LoadAsync()
    {
        foreach (LayerRecord record in records.Load())
        {
            LayerEntry entry = store.Get(record.Key) with { LastVersion = record.LastVersion };
            foreach (LayerVersionRecord version in record.Versions)
            {
                await HoldAsync(version);
                entry = entry.With(version);
            }

            store.Put(entry);
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task HoldAsync(LayerVersionRecord version)
    {
        await packages.HoldAsync(version.Package.Id);
        functions.Account(version.Key.Account, version.Key.Region).Resize(version.Package.ZippedSize);
    }
}
