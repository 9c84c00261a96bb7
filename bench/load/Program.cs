using System.Runtime.InteropServices;
using Mayfly.Bench.Load;
using Mayfly.Bench.Load.Arguments;
using Mayfly.Bench.Load.Comparing;
using Mayfly.Bench.Load.Measures;
using Mayfly.Bench.Load.Processes;
using Mayfly.Bench.Load.Reporting;

BenchArguments arguments;
try
{
    arguments = BenchArguments.Parse(args);
}
catch (BenchException fault)
{
    Console.Error.WriteLine(fault.Message);
    return 2;
}

string command = $"bench/run {string.Join(' ', args.SkipWhile(static argument => argument != "--root").Skip(2))}".Trim();
string machine = Machine.Describe();
DateTimeOffset date = TimeProvider.System.GetUtcNow();
Console.WriteLine(machine);
List<Finding> findings = [];
int failures = 0;
using (Workbench bench = new(arguments))
{
    // An interrupted bench leaves nothing running either.
    void EndEarly(PosixSignalContext signal)
    {
        ChildProgram.EndAll();
        bench.Dispose();
        Environment.Exit(128 + 15);
    }

    using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, EndEarly);
    using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, EndEarly);
    foreach (IMeasure measure in AllMeasures.InOrder.Where(measure => arguments.Only.Count == 0 || arguments.Only.Contains(measure.Id)))
    {
        Console.WriteLine($"{measure.Id} …");
        try
        {
            foreach (Finding finding in await measure.TakeAsync(bench))
            {
                ConsoleReport.Print(finding, date);
                findings.Add(finding);
            }
        }
        catch (Exception failure)
        {
            // One measure that cannot be taken must not cost the others.
            failures++;
            Console.Error.WriteLine($"{measure.Id} could not be taken: {(failure is BenchException ? failure.Message : failure)}");
        }
    }
}

if (arguments.Write && findings.Count > 0)
{
    new ResultsFile(Path.Combine(arguments.Root, "bench/RESULTS.md")).Update(findings, date, machine, command);
}

return failures == 0 ? 0 : 1;
