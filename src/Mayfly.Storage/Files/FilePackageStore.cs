using System.Security.Cryptography;
using Mayfly.Core.Packages;
using Mayfly.Storage.Encryption;
using Mayfly.Storage.Interop;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Storage.Files;

/// <summary>
/// Packages as encrypted files, "packages/ab/abcdef….pkg". A file appears under its name only when it is whole and flushed, so whatever a crash
/// leaves is either a package or an unfinished file, which the next start removes.
/// </summary>
internal sealed class FilePackageStore : IPackageStore, IRewrappable, IDisposable
{
    private const string Extension = ".pkg";

    /// <summary>Bounds the files being written at a time; taking all of it waits for those under way.</summary>
    private const int Writers = 8;

    private readonly string _directory;
    private readonly string _incoming;
    private readonly EnvelopeCipher _envelope;
    private readonly SemaphoreSlim _writing = new(Writers);
    private readonly Lock _replacing = new();

    public FilePackageStore(DataFolder folder, EnvelopeCipher envelope)
    {
        _directory = folder.PackageDirectory;
        _envelope = envelope;
        _incoming = DataFolder.CreatePrivate(Path.Combine(_directory, "incoming"));
        foreach (string unfinished in Directory.GetFiles(_incoming))
        {
            File.Delete(unfinished);
        }
    }

    public async Task<string> PutAsync(ReadOnlyMemory<byte> archive, CancellationToken cancellationToken)
    {
        string packageId = Convert.ToHexStringLower(SHA256.HashData(archive.Span));
        string path = PathOf(packageId);
        if (File.Exists(path))
        {
            return packageId;
        }

        await _writing.WaitAsync(cancellationToken);
        string temporary = Path.Combine(_incoming, Path.GetRandomFileName());
        try
        {
            Write(temporary, packageId, archive.Span);
            string folder = Path.GetDirectoryName(path)!;
            if (!Directory.Exists(folder))
            {
                DataFolder.CreatePrivate(folder);
                DirectorySync.Flush(_directory);
            }

            DurableFile.MoveInto(temporary, path);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        finally
        {
            _writing.Release();
        }

        return packageId;
    }

    public Task<Stream> OpenAsync(string packageId, CancellationToken cancellationToken)
    {
        SafeFileHandle file = File.OpenHandle(PathOf(packageId), options: FileOptions.SequentialScan);
        try
        {
            return Task.FromResult<Stream>(new SealedReadStream(file, _envelope, Identity(packageId)));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public Task DeleteAsync(string packageId, CancellationToken cancellationToken)
    {
        string path = PathOf(packageId);
        lock (_replacing)
        {
            if (File.Exists(path))
            {
                File.Delete(path);
            }
        }

        return Task.CompletedTask;
    }

    public IEnumerable<string> List() =>
        Directory.EnumerateFiles(_directory, "*" + Extension, SearchOption.AllDirectories).Select(path => Path.GetFileNameWithoutExtension(path));

    public async Task<int> RewrapAllAsync(CancellationToken cancellationToken)
    {
        // Whatever began to be written under an older key must be in place before the list is made.
        for (int writer = 0; writer < Writers; writer++)
        {
            await _writing.WaitAsync(cancellationToken);
        }

        _writing.Release(Writers);
        int rewrapped = 0;
        foreach (string packageId in List().ToList())
        {
            cancellationToken.ThrowIfCancellationRequested();
            rewrapped += Rewrap(packageId) ? 1 : 0;
        }

        return rewrapped;
    }

    public void Dispose() => _writing.Dispose();

    private static string Identity(string packageId) => "package/" + packageId;

    private string PathOf(string packageId) => Path.Combine(_directory, packageId[..2], packageId + Extension);

    private void Write(string path, string packageId, ReadOnlySpan<byte> archive)
    {
        using FileStream file = CreateFile(path);
        byte[] buffer = new byte[SealedFormat.SealedChunkSize];
        Span<byte> header = buffer.AsSpan(0, SealedFormat.HeaderSize);
        using ChunkCipher cipher = _envelope.Begin(Identity(packageId), header);
        file.Write(header);
        long chunks = SealedFormat.Chunks(archive.Length);
        for (long number = 0; number < chunks; number++)
        {
            int length = Math.Min(archive.Length, SealedFormat.ChunkSize);
            cipher.Seal(number, number == chunks - 1, archive[..length], buffer);
            file.Write(buffer, 0, length + SealedFormat.TagSize);
            archive = archive[length..];
        }

        file.Flush(flushToDisk: true);
    }

    /// <summary>Copies the file under a new header and renames it over the old: readers keep the old file, a crash leaves one of the two.</summary>
    private bool Rewrap(string packageId)
    {
        string path = PathOf(packageId);
        string temporary = Path.Combine(_incoming, Path.GetRandomFileName());
        lock (_replacing)
        {
            if (!File.Exists(path))
            {
                return false;
            }

            byte[] header = new byte[SealedFormat.HeaderSize];
            using FileStream source = File.OpenRead(path);
            source.ReadExactly(header);
            if (!_envelope.Rewrap(Identity(packageId), header))
            {
                return false;
            }

            using (FileStream target = CreateFile(temporary))
            {
                target.Write(header);
                source.CopyTo(target);
                target.Flush(flushToDisk: true);
            }

            DurableFile.MoveInto(temporary, path);
            return true;
        }
    }

    private static FileStream CreateFile(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.Write,
        Share = FileShare.None,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        BufferSize = 0,
    });
}
