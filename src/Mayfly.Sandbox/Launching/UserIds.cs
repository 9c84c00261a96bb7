namespace Mayfly.Sandbox.Launching;

/// <summary>Hands out host user ids, one to each live sandbox; the group id is the same number.</summary>
internal sealed class UserIds(uint first, int count)
{
    private readonly Lock _lock = new();
    private readonly Queue<uint> _returned = new();
    private uint _used;

    public uint Take()
    {
        lock (_lock)
        {
            if (_used < count)
            {
                return first + _used++;
            }

            return _returned.TryDequeue(out uint id)
                ? id
                : throw new SandboxLaunchException($"All {count} user ids from {first} are in use by live sandboxes; widen UserIdCount.");
        }
    }

    public void Return(uint id)
    {
        lock (_lock)
        {
            _returned.Enqueue(id);
        }
    }
}
