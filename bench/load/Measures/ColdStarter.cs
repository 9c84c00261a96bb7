using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Mayfly.Bench.Load.Deployment;
using Mayfly.Bench.Load.Processes;

namespace Mayfly.Bench.Load.Measures;

/// <summary>
/// Starts one new function after another and times each one's first Invoke. Proves for each that its environment is isolated, and that it
/// came from where it is said to come from: a stem, or nothing.
/// </summary>
internal sealed class ColdStarter(MayflyServer server, Language language, bool fromStem) : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly LambdaApi _api = new(server.Port);
    private readonly string _prefix = $"cold-{Guid.NewGuid():N}"[..13];
    private int _count;

    /// <summary>The interpreter's version, as the functions saw it.</summary>
    public string Version { get; private set; } = "";

    /// <summary>The runtime process of the environment that was started last; gone by now.</summary>
    public SandboxCost LastStem { get; private set; }

    /// <summary>The first function of a runtime may be what makes the server keep stems for it: one start, wherever it comes from, is not looked at.</summary>
    public async Task PrimeAsync()
    {
        string name = _prefix + "-first";
        await _api.CreateAsync(name, language);
        _api.Greet(LambdaApi.InvokeRequest(name), language);
        _api.Delete(name);
    }

    /// <returns>Milliseconds from sending the Invoke to its whole answer.</returns>
    public async Task<double> TimeAsync()
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{_prefix}-{_count++}");
        await _api.CreateAsync(name, language);
        byte[] request = LambdaApi.InvokeRequest(name);
        if (fromStem)
        {
            await Stems.AreReadyAsync(server);
            LastStem = SandboxCost.Of(server.Id, Stems.Of(server).First());
        }

        long before = Stopwatch.GetTimestamp();
        _api.Greet(request, language);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(before);

        JsonElement probe = _api.Probe(name);
        int process = Isolation.Check(server, probe, language.CodeFile, LambdaApi.MemoryMb);
        if (Stems.BootedAsStem(process) != fromStem)
        {
            throw new BenchException(fromStem ? "A start that should have found a stem did not." : "A start that should have found no stem found one.");
        }

        Version = probe.GetProperty("version").GetString()!;
        _api.Delete(name);
        await Condition.HoldsAsync("a deleted function's environment to end", s_patience, () => ProcessStat.Of(process) is null);
        return elapsed.TotalMilliseconds;
    }

    public void Dispose() => _api.Dispose();
}
