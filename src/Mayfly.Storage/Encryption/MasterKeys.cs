using System.Security.Cryptography;

namespace Mayfly.Storage.Encryption;

/// <summary>The master keys of this installation: the newest wraps, all unwrap. Changes are durable in the key file before they take effect.</summary>
internal sealed class MasterKeys
{
    private readonly KeyFile _file;
    private readonly Lock _change = new();
    private volatile IReadOnlyList<MasterKey> _keys;

    private MasterKeys(KeyFile file, IReadOnlyList<MasterKey> keys)
    {
        _file = file;
        _keys = keys;
    }

    /// <summary>The key that wraps from now on.</summary>
    public MasterKey Current => _keys[^1];

    public int Count => _keys.Count;

    /// <summary>Reads the key file.</summary>
    /// <param name="path">Where it is, or is to be.</param>
    /// <param name="mayCreate">False where data already exists: new keys could not read it, so a missing file must not be papered over.</param>
    public static MasterKeys Open(string path, bool mayCreate)
    {
        KeyFile file = new(path);
        if (file.Exists)
        {
            return new MasterKeys(file, file.Read());
        }

        if (!mayCreate)
        {
            throw new StorageException($"The key file {path} is missing, but the data folder holds data encrypted with its keys. Put the file back from your backup; without it the data cannot be read.");
        }

        IReadOnlyList<MasterKey> keys = [Generate()];
        file.Write(keys);
        return new MasterKeys(file, keys);
    }

    public MasterKey? Find(ulong id)
    {
        foreach (MasterKey key in _keys)
        {
            if (key.Id == id)
            {
                return key;
            }
        }

        return null;
    }

    /// <summary>Makes a new current key; the old ones still unwrap.</summary>
    public void Add() => Change(keys => [.. keys, Generate()]);

    /// <summary>Forgets all but the current key. What they alone can unwrap is lost.</summary>
    public void RemoveOld() => Change(keys => [keys[^1]]);

    private static MasterKey Generate() =>
        new(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))), RandomNumberGenerator.GetBytes(MasterKey.SecretSize));

    private void Change(Func<IReadOnlyList<MasterKey>, IReadOnlyList<MasterKey>> change)
    {
        lock (_change)
        {
            IReadOnlyList<MasterKey> keys = change(_keys);
            _file.Write(keys);
            _keys = keys;
        }
    }
}
