namespace Mayfly.Functional.Tests.Hosting;

/// <summary>
/// Holds function code at a point until a test lets it go on, so that tests need not guess at times. The code leaves a file in its /tmp and
/// waits for another; the test sees the one and makes the other through /proc/PID/root. Needs root.
/// </summary>
internal sealed class Gate(MayflyServer server)
{
    private readonly string _token = Guid.NewGuid().ToString("N");

    /// <summary>JavaScript that waits without giving up the event loop: it holds an Init phase as well as a handler.</summary>
    public string Node => $$"""
        { const fs = require('fs'); fs.writeFileSync('/tmp/waiting-{{_token}}', '');
          const pause = new Int32Array(new SharedArrayBuffer(4));
          while (!fs.existsSync('/tmp/open-{{_token}}')) Atomics.wait(pause, 0, 0, 10); }
        """;

    /// <summary>A JavaScript expression for a promise: the same without stopping the event loop.</summary>
    public string NodePromise => $$"""
        new Promise((go) => { const fs = require('fs'); fs.writeFileSync('/tmp/waiting-{{_token}}', '');
          const look = setInterval(() => { if (fs.existsSync('/tmp/open-{{_token}}')) { clearInterval(look); go(); } }, 10); })
        """;

    /// <summary>Waits until code in at least this many sandboxes is at the gate.</summary>
    public Task<IReadOnlyList<WaitingSandbox>> ReachedAsync(int count = 1) => Wait.ForAsync<IReadOnlyList<WaitingSandbox>>(
        $"{count} sandboxes to reach the gate", () => Task.FromResult(Waiting() is { } waiting && waiting.Count >= count ? waiting : null));

    /// <summary>The sandboxes whose code is at the gate now.</summary>
    public IReadOnlyList<WaitingSandbox> Waiting() => [.. server.Footprint.Members()
        .Where(process => File.Exists($"/proc/{process.Id}/root/tmp/waiting-{_token}") && !File.Exists($"/proc/{process.Id}/root/tmp/open-{_token}"))
        .Select(process => new WaitingSandbox(process, MountNamespace(process.Id), $"/proc/{process.Id}/root/tmp/open-{_token}"))
        .Where(sandbox => sandbox.MountNamespace is not null)
        .DistinctBy(sandbox => sandbox.MountNamespace)];

    private static string? MountNamespace(int process)
    {
        try
        {
            return new FileInfo($"/proc/{process}/ns/mnt").LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
