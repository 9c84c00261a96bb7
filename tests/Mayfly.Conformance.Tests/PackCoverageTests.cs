using Mayfly.Conformance.Tests.Cases;
using Mayfly.Conformance.Tests.Packs;

namespace Mayfly.Conformance.Tests;

/// <summary>The table must not be green because a column is missing.</summary>
public sealed class PackCoverageTests
{
    [Fact]
    public void The_packs_whose_interpreters_the_tests_install_have_columns()
        => Assert.Empty(new[] { "nodejs", "python", "provided" }.Except(MachineRuntimes.All.Select(runtime => runtime.Pack)));

    [Fact]
    public void Each_file_of_facts_belongs_to_a_pack_with_a_fixture()
        => Assert.All(
            Directory.GetFiles(Path.Combine(CaseFiles.Folder, "packs"), "*.json").Select(Path.GetFileNameWithoutExtension),
            pack =>
            {
                Assert.True(File.Exists(Path.Combine(CaseFiles.Folder, "..", pack!, "pack.json")), $"There is no pack {pack}.");
                Assert.True(Directory.Exists(Path.Combine(CaseFiles.Folder, "functions", pack!)), $"There is no fixture for {pack}.");
            });
}
