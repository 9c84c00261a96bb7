using Microsoft.Extensions.Logging;

namespace Mayfly.Storage.Encryption;

/// <summary>
/// Replaces the master key while the service runs: a new key is made durable first, then every data key is wrapped under it, and only then are
/// the old keys forgotten. A crash in between leaves all keys in the file; rotating again completes it.
/// </summary>
public sealed partial class KeyRotation : IDisposable
{
    private readonly MasterKeys _keys;
    private readonly IReadOnlyList<IRewrappable> _places;
    private readonly ILogger<KeyRotation> _logger;
    private readonly SemaphoreSlim _one = new(1);

    internal KeyRotation(MasterKeys keys, IReadOnlyList<IRewrappable> places, ILogger<KeyRotation> logger)
    {
        _keys = keys;
        _places = places;
        _logger = logger;
    }

    /// <summary>Rotates now; answers how many objects were re-wrapped.</summary>
    public async Task<int> RotateAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            _keys.Add();
            int rewrapped = 0;
            foreach (IRewrappable place in _places)
            {
                rewrapped += await place.RewrapAllAsync(cancellationToken);
            }

            _keys.RemoveOld();
            Log.Rotated(_logger, _keys.Current.Id, rewrapped);
            return rewrapped;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private static partial class Log
    {
        [LoggerMessage(EventId = 3001, Level = LogLevel.Information, Message = "The master key was rotated: {KeyId:x16} is the only one now, and {Rewrapped} data keys were wrapped under it")]
        public static partial void Rotated(ILogger logger, ulong keyId, int rewrapped);
    }
}
