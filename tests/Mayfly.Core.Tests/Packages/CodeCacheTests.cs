using Mayfly.Core.Packages;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Tests.Packages;

public sealed class CodeCacheTests : IDisposable
{
    private static int _count;

    private readonly TemporaryFolder _folder = new();
    private readonly MemoryPackageStore _store = new();
    private readonly CodeFolder _code;
    private readonly CodeCache _cache;

    public CodeCacheTests()
    {
        _code = new CodeFolder(
            Options.Create(new CodeCacheOptions
            {
                RuntimeDirectory = _folder.Path,
                Instance = $"c{Environment.ProcessId % 100_000:x}{Interlocked.Increment(ref _count):x}",
                SizeBytes = 8 << 20,
            }),
            NullLogger<CodeFolder>.Instance);
        _cache = new CodeCache(_store, _code, NullLogger<CodeCache>.Instance);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_callers_share_one_extraction_and_then_find_it_at_once()
    {
        string package = await PutAsync("shared", 1000);
        TaskCompletionSource gate = new();
        _store.Gate = gate.Task;
        Task<CodeLease>[] waiting = [.. Enumerable.Range(0, 20).Select(_ => _cache.AcquireAsync(package, Cancel).AsTask())];

        gate.SetResult();
        CodeLease[] leases = await Task.WhenAll(waiting);

        Assert.Equal(1, _store.Opened[package]);
        Assert.Single(leases.Select(lease => lease.Directory).Distinct());
        ValueTask<CodeLease> again = _cache.AcquireAsync(package, Cancel);
        Assert.True(again.IsCompletedSuccessfully);
        Assert.True(File.Exists(Path.Combine((await again).Directory, "shared")));
    }

    [Fact]
    public async Task The_least_recently_used_goes_when_room_is_needed_and_what_is_held_stays()
    {
        string[] packages = [await PutAsync("a", 3 << 20), await PutAsync("b", 3 << 20), await PutAsync("c", 3 << 20)];
        CodeLease held = await _cache.AcquireAsync(packages[0], Cancel);
        (await _cache.AcquireAsync(packages[1], Cancel)).Dispose();

        (await _cache.AcquireAsync(packages[2], Cancel)).Dispose();

        Assert.True(File.Exists(Path.Combine(held.Directory, "a")));
        Assert.Equal(2, Directory.GetDirectories(_code.Path).Length);
        Assert.False(Directory.Exists(Path.Combine(_code.Path, packages[1])));
        Assert.InRange(_cache.Used, 6 << 20, 8 << 20);
    }

    [Fact]
    public async Task When_everything_is_held_the_next_one_is_told_so_and_may_try_again()
    {
        string[] packages = [await PutAsync("a", 3 << 20), await PutAsync("b", 3 << 20), await PutAsync("c", 3 << 20)];
        CodeLease first = await _cache.AcquireAsync(packages[0], Cancel);
        using CodeLease second = await _cache.AcquireAsync(packages[1], Cancel);

        IOException full = await Assert.ThrowsAsync<IOException>(() => _cache.AcquireAsync(packages[2], Cancel).AsTask());
        Assert.Contains("no room", full.Message, StringComparison.Ordinal);

        first.Dispose();
        using CodeLease third = await _cache.AcquireAsync(packages[2], Cancel);
        Assert.True(File.Exists(Path.Combine(third.Directory, "c")));
    }

    [Fact]
    public async Task A_caller_that_gives_up_leaves_the_others_their_extraction()
    {
        string package = await PutAsync("kept", 10);
        TaskCompletionSource gate = new();
        _store.Gate = gate.Task;
        using CancellationTokenSource impatient = new();
        Task<CodeLease> first = _cache.AcquireAsync(package, impatient.Token).AsTask();
        Task<CodeLease> second = _cache.AcquireAsync(package, Cancel).AsTask();

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();
        using CodeLease lease = await second;

        Assert.True(File.Exists(Path.Combine(lease.Directory, "kept")));
    }

    [Fact]
    public async Task A_forgotten_package_goes_when_its_last_holder_does()
    {
        string package = await PutAsync("gone", 10);
        CodeLease lease = await _cache.AcquireAsync(package, Cancel);

        _cache.Forget(package);
        Assert.True(Directory.Exists(lease.Directory));
        lease.Dispose();
        lease.Dispose();

        Assert.Empty(Directory.GetFileSystemEntries(_code.Path));
        Assert.Equal(0, _cache.Used);
    }

    [Fact]
    public async Task What_is_not_in_the_store_leaves_nothing_behind()
    {
        string missing = new('0', 64);

        await Assert.ThrowsAsync<FileNotFoundException>(() => _cache.AcquireAsync(missing, Cancel).AsTask());
        await Assert.ThrowsAsync<FileNotFoundException>(() => _cache.AcquireAsync(missing, Cancel).AsTask());

        Assert.Empty(Directory.GetFileSystemEntries(_code.Path));
        Assert.Equal(0, _cache.Used);
    }

    [Fact]
    public async Task Code_lies_in_memory_and_others_cannot_list_it()
    {
        using CodeLease lease = await _cache.AcquireAsync(await PutAsync("x", 10), Cancel);

        string mounts = await File.ReadAllTextAsync("/proc/mounts", Cancel);
        string mountPoint = Environment.IsPrivilegedProcess && lease.Directory.StartsWith(_folder.Path, StringComparison.Ordinal) ? _code.Path : "/dev/shm";
        Assert.Contains($" {mountPoint} tmpfs ", mounts, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(_code.Path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite));
    }

    public void Dispose()
    {
        _cache.Dispose();
        _code.Dispose();
        _folder.Dispose();
    }

    private Task<string> PutAsync(string name, int size) => _store.PutAsync(ZipForge.Make(new ForgedEntry(name, string.Empty) { RawContent = new byte[size] }), Cancel);
}
