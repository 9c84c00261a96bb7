using Mayfly.Conformance.Tests.Cases;
using Mayfly.Conformance.Tests.Packs;
using Mayfly.Conformance.Tests.Reporting;
using Mayfly.Conformance.Tests.Running;

namespace Mayfly.Conformance.Tests;

/// <summary>Every case of runtimes/conformance on every runtime that this machine has: one test a cell of the table.</summary>
public sealed class ConformanceTests(ConformanceServer server)
{
    public static TheoryData<string, string> Cells
    {
        get
        {
            TheoryData<string, string> cells = [];
            foreach (ConformanceRuntime runtime in MachineRuntimes.Chosen)
            {
                foreach (ConformanceCase one in CaseFiles.All.Where(one => runtime.Facts.WhyNot(one) is null && (!one.Heavy || MachineRuntimes.TakesHeavyCases(runtime))))
                {
                    cells.Add(runtime.Name, one.Id);
                }
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Cell(string runtime, string row)
    {
        ConformanceRuntime installed = MachineRuntimes.Named(runtime);
        ConformanceCase one = CaseFiles.Named(row);
        try
        {
            await new CaseRun(server.Functions, installed, one).RunAsync();
            ConformanceTable.Record(runtime, row, passed: true);
        }
        catch
        {
            ConformanceTable.Record(runtime, row, passed: false);
            throw;
        }
    }
}
