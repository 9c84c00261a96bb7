using Mayfly.Core.Runtimes;

namespace Mayfly.Core.Tests.Runtimes;

public sealed class RuntimeInstallationTests
{
    private static readonly RuntimeInstallation Node = new()
    {
        Runtime = "nodejs20.x",
        Pack = "nodejs",
        Description = "Node.js",
        Command = ["/usr/bin/node", "/var/runtime/bootstrap.cjs"],
        Mounts = [],
        Environment = new Dictionary<string, string>(),
        SupportsStems = true,
        BootVariables = new HashSet<string> { "NODE_OPTIONS", "DOTNET_*" },
    };

    [Theory]
    [InlineData("STAGE", true)]
    [InlineData("NODE_OPTIONS", false)]
    [InlineData("DOTNET_gcServer", false)]
    [InlineData("MY_DOTNET_FLAG", true)]
    [InlineData("LD_PRELOAD", false)]
    [InlineData("AWS_LAMBDA_EXEC_WRAPPER", false)]
    public void A_stem_serves_unless_a_variable_acts_at_the_interpreters_start(string variable, bool served)
        => Assert.Equal(served, Node.StemCanServe(new Dictionary<string, string> { [variable] = "x" }));

    [Fact]
    public void A_runtime_without_stems_never_takes_one()
        => Assert.False((Node with { SupportsStems = false }).StemCanServe(new Dictionary<string, string>()));

    [Fact]
    public void A_wrapper_gets_the_runtimes_command_as_arguments()
    {
        Dictionary<string, string> variables = new() { ["AWS_LAMBDA_EXEC_WRAPPER"] = "/opt/wrap" };

        Assert.Equal(["/opt/wrap", "/usr/bin/node", "/var/runtime/bootstrap.cjs"], Node.CommandFor(variables, 128).TakeLast(3));
        Assert.Equal(Node.Command, Node.CommandFor(new Dictionary<string, string>(), 128));
        Assert.Equal(Node.Command, (Node with { Entrypoint = EntrypointKind.Bootstrap }).CommandFor(variables, 128));
        Assert.Equal(Node.Command, (Node with { RunsWrapper = true }).CommandFor(variables, 128));
    }

    [Fact]
    public void The_shorter_way_is_taken_once_the_archive_is_there_by_functions_that_set_nothing_for_the_boot()
    {
        string file = Path.GetTempFileName();
        try
        {
            RuntimeInstallation node = Node with
            {
                PlainCommand = ["/usr/bin/node", "--semi={memory*5%}", "--old={memory*90%}mb", "/var/archive/boot"],
                Archive = new BootArchive(file, []),
            };
            Dictionary<string, string> ordinary = new() { ["STAGE"] = "x" };

            Assert.Equal(Node.Command, node.CommandFor(ordinary, 1769));

            File.WriteAllText(file, "made");
            Assert.Equal(["/usr/bin/node", "--semi=88", "--old=1592mb", "/var/archive/boot"], node.CommandFor(ordinary, 1769));
            Assert.Equal(Node.Command, node.CommandFor(new Dictionary<string, string> { ["NODE_OPTIONS"] = "--inspect" }, 1769));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
