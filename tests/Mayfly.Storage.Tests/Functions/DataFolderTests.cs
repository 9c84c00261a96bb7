using System.Globalization;
using Mayfly.Storage.Tests.Support;

namespace Mayfly.Storage.Tests.Functions;

/// <summary>What can be wrong with a data folder is told in words that help.</summary>
public sealed class DataFolderTests
{
    [Fact]
    public async Task A_second_server_on_the_same_folder_is_told_who_has_it()
    {
        using TemporaryFolder folder = new();
        await using Installation first = await Installation.StartAsync(folder.Of("data"));

        StorageException refused = await Assert.ThrowsAsync<StorageException>(() => Installation.StartAsync(folder.Of("data")));

        Assert.Contains("in use by another Mayfly server", refused.Message, StringComparison.Ordinal);
        Assert.Contains(System.Environment.ProcessId.ToString(CultureInfo.InvariantCulture), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_key_file_is_not_papered_over_with_a_new_one()
    {
        using TemporaryFolder folder = new();
        await (await Installation.StartAsync(folder.Of("data"))).DisposeAsync();
        File.Delete(folder.Of("data/keys/master.keys"));

        StorageException refused = await Assert.ThrowsAsync<StorageException>(() => Installation.StartAsync(folder.Of("data")));

        Assert.Contains("is missing", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Of("data/keys/master.keys")));
    }

    [Fact]
    public async Task A_key_file_that_others_can_read_is_refused()
    {
        using TemporaryFolder folder = new();
        await (await Installation.StartAsync(folder.Of("data"))).DisposeAsync();
        File.SetUnixFileMode(folder.Of("data/keys/master.keys"), UnixFileMode.UserRead | UnixFileMode.GroupRead);

        StorageException refused = await Assert.ThrowsAsync<StorageException>(() => Installation.StartAsync(folder.Of("data")));

        Assert.Contains("chmod 600", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_key_file_cannot_read_the_data_and_says_so()
    {
        using TemporaryFolder folder = new();
        await using (Installation installation = await Installation.StartAsync(folder.Of("data")))
        {
            await installation.CreateAsync("f", Installation.Zip("1"), new Dictionary<string, string> { ["A"] = "1" });
        }

        await (await Installation.StartAsync(folder.Of("other"))).DisposeAsync();
        File.Copy(folder.Of("other/keys/master.keys"), folder.Of("data/keys/master.keys"), overwrite: true);

        Exception refused = await Assert.ThrowsAnyAsync<Exception>(() => Installation.StartAsync(folder.Of("data")));

        Assert.Contains("not in the key file", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_database_is_told_apart()
    {
        using TemporaryFolder folder = new();
        await (await Installation.StartAsync(folder.Of("data"))).DisposeAsync();
        await File.WriteAllBytesAsync(folder.Of("data/mayfly.db"), new byte[8192], TestContext.Current.CancellationToken);

        StorageException refused = await Assert.ThrowsAsync<StorageException>(() => Installation.StartAsync(folder.Of("data")));

        Assert.Contains("backup", refused.Message, StringComparison.Ordinal);
    }
}
