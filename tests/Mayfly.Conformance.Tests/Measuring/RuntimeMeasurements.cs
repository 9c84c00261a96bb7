using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Mayfly.Conformance.Tests.Packs;
using Mayfly.Conformance.Tests.Running;
using Mayfly.Functional.Tests.Clients;
using Mayfly.Functional.Tests.Hosting;

namespace Mayfly.Conformance.Tests.Measuring;

/// <summary>
/// What each runtime costs beside its bare interpreter: runtimes/conformance/run --measure. Both sides take turns, so that what else the machine does falls on both.
/// It asserts no times; in ./test it takes one turn with one runtime, which proves that it still works.
/// </summary>
public sealed class RuntimeMeasurements
{
    private const string TurnsVariable = "MAYFLY_MEASURED_TURNS";
    private const int MemoryMb = 1769; // one whole processor, as in bench/

    [Fact]
    public async Task Cold_starts_and_memory_can_be_measured()
    {
        int turns = int.Parse(Environment.GetEnvironmentVariable(TurnsVariable) ?? "1", CultureInfo.InvariantCulture);
        List<RuntimeMeasurement> rows = [];
        foreach (ConformanceRuntime runtime in turns > 1 ? MachineRuntimes.Chosen : MachineRuntimes.All.Where(runtime => runtime.Pack == "python").TakeLast(1))
        {
            rows.Add(await MeasureAsync(runtime, turns));
        }

        Assert.All(rows, row => Assert.True(row.ColdStart.Count == turns && row.ColdStart.All(time => time > 0) && row.Idle.All(held => held > 0)));
        MeasurementTable.Write(rows);
    }

    /// <summary>On a server of its own, so that all stems there are this runtime's.</summary>
    private static async Task<RuntimeMeasurement> MeasureAsync(ConformanceRuntime runtime, int turns)
    {
        await using MayflyServer server = await MayflyServer.StartAsync(new ServerSettings { Options = MachineRuntimes.ServerOptions });
        ConformanceFunctions functions = new(server);
        JsonObject configuration = new() { ["MemorySize"] = MemoryMb, ["Timeout"] = 60 };
        string handler = (string)runtime.Facts.Get("handlers.act")!;
        BareInterpreter? bare = await BareInterpreter.ForAsync(runtime);
        List<double> cold = [], bareStart = [], idle = [], bareIdle = [];
        for (int turn = 0; turn <= turns; turn++)
        {
            string function = await functions.NewAsync(runtime, handler, configuration);
            if (runtime.HasStems)
            {
                await WaitingStems.AtRestAsync(server);
            }

            string mark = $"/tmp/{Guid.NewGuid():N}";
            long before = Stopwatch.GetTimestamp();
            RawAnswer answer = await functions.InvokeAsync(function, $$"""{"do":"write","path":"{{mark}}","text":"x"}""");
            double elapsed = Stopwatch.GetElapsedTime(before).TotalMilliseconds;
            Assert.Equal("\"written\"", answer.Text.Trim());
            double held = ProcessMemory.OfSandbox(server, mark);
            await functions.DeleteAsync(function);
            (double Start, double Held)? plain = bare is null ? null : await bare.RunAsync();
            if (turn == 0)
            {
                continue; // what is compiled and cached once is so by now
            }

            cold.Add(elapsed);
            idle.Add(held);
            bareStart.AddRange(plain is null ? [] : [plain.Value.Start]);
            bareIdle.AddRange(plain is null ? [] : [plain.Value.Held]);
        }

        return new RuntimeMeasurement(runtime, cold, bareStart, idle, bareIdle);
    }
}
