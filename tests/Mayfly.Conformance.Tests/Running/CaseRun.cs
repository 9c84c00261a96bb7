using System.Text.Json.Nodes;
using Mayfly.Conformance.Tests.Cases;
using Mayfly.Conformance.Tests.Matching;
using Mayfly.Conformance.Tests.Packs;

namespace Mayfly.Conformance.Tests.Running;

/// <summary>Runs one case on one runtime: deploys or finds the function, and takes the steps in their order.</summary>
internal sealed class CaseRun(ConformanceFunctions functions, ConformanceRuntime runtime, ConformanceCase one)
{
    private const int UsualMemoryMb = 128;

    public async Task RunAsync()
    {
        string handler = (string)runtime.Facts.Get($"handlers.{one.Handler}")!;
        JsonObject configuration = runtime.Facts.Configuration;
        foreach ((string member, JsonNode? value) in new Values(runtime.Facts, new Dictionary<string, string>(), 0).Fill(one.Configuration)!.AsObject())
        {
            configuration[member] = value?.DeepClone();
        }

        int memoryMb = (int?)configuration["MemorySize"] ?? UsualMemoryMb;
        if (!one.Fresh)
        {
            await TakeStepsAsync(await functions.SharedAsync(runtime, handler, configuration), memoryMb);
            return;
        }

        string function = await functions.NewAsync(runtime, handler, configuration);
        await TakeStepsAsync(function, memoryMb);
        await functions.DeleteAsync(function);
    }

    private async Task TakeStepsAsync(string function, int memoryMb)
    {
        foreach ((int index, JsonObject step) in one.Steps.Index())
        {
            StepRun run = new(functions, runtime, function, memoryMb, step, $"{one.Id}, step {index + 1}");
            IEnumerable<int> numbers = Enumerable.Range(1, (int?)step["times"] ?? 1);
            if ((bool?)step["parallel"] ?? false)
            {
                await Task.WhenAll(numbers.Select(run.InvokeAsync));
                continue;
            }

            foreach (int number in numbers)
            {
                await run.InvokeAsync(number);
            }
        }
    }
}
