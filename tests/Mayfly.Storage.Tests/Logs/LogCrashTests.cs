using CsCheck;

namespace Mayfly.Storage.Tests.Logs;

/// <summary>What is left after the process, or the machine, died in the middle.</summary>
public sealed class LogCrashTests
{
    [Fact]
    public async Task Nothing_that_was_stored_is_lost_by_a_kill()
    {
        await using TemporaryLogs killed = new();
        killed.Append(TemporaryLogs.Stream("a"), (killed.Now, "1"), (killed.Now + 1, "2"));
        killed.Append(TemporaryLogs.Stream("b"), (killed.Now + 2, "3"));

        await using TemporaryLogs logs = new(folder: killed.CopyAsAfterCrash());
        Assert.Equal(["1", "2", "3"], logs.Messages());
        logs.Append(TemporaryLogs.Stream("a"), (logs.Now + 3, "4"));
        Assert.Equal(["1", "2", "3", "4"], logs.Messages());
    }

    [Fact]
    public async Task Events_that_only_the_data_file_knows_are_found_again()
    {
        await using TemporaryLogs killed = new();
        killed.Append(TemporaryLogs.Stream("a"), (killed.Now, "1"));
        killed.Append(TemporaryLogs.Stream("b"), (killed.Now + 7, "2"));
        string copy = killed.CopyAsAfterCrash();
        File.WriteAllBytes(Directory.GetFiles(copy, "*.idx", SearchOption.AllDirectories).Single(), []);

        await using TemporaryLogs logs = new(folder: copy);
        Assert.Equal(["1", "2"], logs.Messages());
        Assert.Equal(logs.Now + 7, logs.Catalog.FindStream(TemporaryLogs.Stream("b"))!.LastEventTime);
    }

    [Fact]
    public async Task A_torn_tail_is_cut_wherever_it_tears()
    {
        await using TemporaryLogs killed = new();
        for (int i = 0; i < 6; i++)
        {
            killed.Append(TemporaryLogs.Stream("s" + (i % 2)), (killed.Now + i, "event " + i));
        }

        string source = killed.CopyAsAfterCrash();
        string data = Directory.GetFiles(source, "*.log", SearchOption.AllDirectories).Single();
        byte[] whole = File.ReadAllBytes(data);
        await Gen.Select(Gen.Int[0, whole.Length], Gen.Bool, Gen.Byte.Array[0, 80]).SampleAsync(
            async (length, keepIndex, garbage) =>
            {
                await using TemporaryLogs logs = Torn(source, whole, length, keepIndex, garbage);
                string[] left = logs.Messages();
                Assert.Equal(Enumerable.Range(0, left.Length).Select(i => "event " + i), left);

                logs.Append(TemporaryLogs.Stream("s0"), (logs.Now + 100, "new"));
                Assert.Equal([.. left, "new"], logs.Messages());
            },
            iter: 60,
            threads: 1);
        Directory.Delete(source, recursive: true);
    }

    [Fact]
    public async Task A_damaged_chunk_is_left_out_and_the_rest_is_read()
    {
        await using TemporaryLogs logs = new();
        logs.Append(TemporaryLogs.Stream("a"), (logs.Now, "first"));
        logs.Append(TemporaryLogs.Stream("a"), (logs.Now + 1, "second"));
        string data = Directory.GetFiles(logs.Folder, "*.log", SearchOption.AllDirectories).Single();
        await logs.RestartAsync();
        byte[] bytes = File.ReadAllBytes(data);
        bytes[bytes.AsSpan().IndexOf("first"u8)] ^= 1;
        File.WriteAllBytes(data, bytes);

        Assert.Equal(["second"], logs.Messages());
    }

    [Fact]
    public async Task The_rest_of_a_deleted_group_is_removed_at_the_next_start()
    {
        await using TemporaryLogs logs = new();
        string orphan = Path.Combine(logs.Folder, "groups", "4711");
        Directory.CreateDirectory(orphan);

        await logs.RestartAsync();
        _ = logs.Events;
        Assert.False(Directory.Exists(orphan));
    }

    private static TemporaryLogs Torn(string source, byte[] whole, int length, bool keepIndex, byte[] garbage)
    {
        string copy = Directory.CreateTempSubdirectory("mayfly-logs-").FullName;
        foreach (string file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            string target = file.Replace(source, copy, StringComparison.Ordinal);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        File.WriteAllBytes(Directory.GetFiles(copy, "*.log", SearchOption.AllDirectories).Single(), [.. whole.AsSpan(0, length), .. garbage]);
        if (!keepIndex)
        {
            File.WriteAllBytes(Directory.GetFiles(copy, "*.idx", SearchOption.AllDirectories).Single(), []);
        }

        return new TemporaryLogs(folder: copy);
    }
}
