using Mayfly.Core.Runtimes;

namespace Mayfly.Core.Tests.Runtimes;

public sealed class CustomEntrypointTests : IDisposable
{
    private readonly string _task = Directory.CreateTempSubdirectory("mayfly-task-").FullName;
    private readonly string _layers = Directory.CreateTempSubdirectory("mayfly-layers-").FullName;

    public void Dispose()
    {
        Directory.Delete(_task, recursive: true);
        Directory.Delete(_layers, recursive: true);
    }

    [Fact]
    public void An_executable_bootstrap_is_fine_in_the_package_or_in_a_layer()
    {
        Bootstrap(_layers, (UnixFileMode)0b101_101_101);
        Assert.Null(CustomEntrypoint.Fault(_task, _layers));

        Bootstrap(_task, (UnixFileMode)0b101_101_101);
        Assert.Null(CustomEntrypoint.Fault(_task, null));
    }

    [Fact]
    public void No_bootstrap_is_said_as_AWS_says_it()
        => Assert.Equal("Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]", CustomEntrypoint.Fault(_task, _layers));

    [Fact]
    public void A_bootstrap_that_may_not_be_executed_is_refused()
    {
        Bootstrap(_task, (UnixFileMode)0b100_100_100);
        Assert.Equal("fork/exec /var/task/bootstrap: permission denied", CustomEntrypoint.Fault(_task, null));
    }

    [Fact]
    public void A_handlers_program_must_be_there_and_executable()
    {
        Assert.Equal("fork/exec /var/task/main: no such file or directory", CustomEntrypoint.HandlerFault(_task, "main"));

        Bootstrap(_task, (UnixFileMode)0b100_100_100);
        Assert.Equal("fork/exec /var/task/bootstrap: permission denied", CustomEntrypoint.HandlerFault(_task, "bootstrap"));

        File.SetUnixFileMode(Path.Combine(_task, "bootstrap"), (UnixFileMode)0b101_101_101);
        Assert.Null(CustomEntrypoint.HandlerFault(_task, "bootstrap"));
    }

    private static void Bootstrap(string folder, UnixFileMode mode)
    {
        string file = Path.Combine(folder, "bootstrap");
        File.WriteAllText(file, "#!/bin/sh\n");
        File.SetUnixFileMode(file, mode);
    }
}
