using System.Text;

namespace Mayfly.Sandbox.Tests;

/// <summary>Keeps what a sandbox wrote. Can be told to ask for a pause.</summary>
internal sealed class RecordedOutput : ISandboxOutput
{
    private readonly Lock _lock = new();
    private readonly List<byte> _console = [];
    private readonly List<byte> _telemetry = [];
    private readonly List<(Func<string, bool> Condition, TaskCompletionSource Met)> _waiting = [];

    /// <summary>When true every call asks for a pause.</summary>
    public bool Pausing { get; set; }

    public int Calls { get; private set; }

    public string Console
    {
        get
        {
            lock (_lock)
            {
                return Encoding.UTF8.GetString(_console.ToArray());
            }
        }
    }

    public byte[] Telemetry
    {
        get
        {
            lock (_lock)
            {
                return [.. _telemetry];
            }
        }
    }

    public bool Receive(SandboxOutputChannel channel, ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            Calls++;
            (channel == SandboxOutputChannel.Console ? _console : _telemetry).AddRange(bytes);
            foreach ((Func<string, bool> condition, TaskCompletionSource met) in _waiting)
            {
                if (condition(Console))
                {
                    met.TrySetResult();
                }
            }

            return !Pausing;
        }
    }

    /// <summary>Completes when the console output meets a condition.</summary>
    public Task Until(Func<string, bool> condition)
    {
        lock (_lock)
        {
            TaskCompletionSource met = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((condition, met));
            if (condition(Console))
            {
                met.TrySetResult();
            }

            return met.Task.WaitAsync(TimeSpan.FromSeconds(60));
        }
    }
}
