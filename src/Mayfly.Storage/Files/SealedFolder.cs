using System.Security.Cryptography;
using Mayfly.Storage.Encryption;
using Mayfly.Storage.Interop;
using Microsoft.Win32.SafeHandles;

namespace Mayfly.Storage.Files;

/// <summary>
/// Encrypted files by their content's name, "ab/abcdef….EXT". A file appears under its name only when it is whole and flushed, so whatever a crash
/// leaves is either a whole file or an unfinished one, which the next start removes.
/// </summary>
internal sealed class SealedFolder : IRewrappable, IDisposable
{
    /// <summary>Bounds the files being written at a time; taking all of it waits for those under way.</summary>
    private const int Writers = 8;

    private readonly string _directory;
    private readonly string _incoming;
    private readonly string _extension;
    private readonly string _kind;
    private readonly EnvelopeCipher _envelope;
    private readonly SemaphoreSlim _writing = new(Writers);
    private readonly Lock _replacing = new();

    /// <param name="directory">Is there already; of this folder alone.</param>
    /// <param name="extension">Of the files, with its dot.</param>
    /// <param name="kind">What an object is called where it is sealed: one of another kind does not open in its place.</param>
    /// <param name="envelope">Seals.</param>
    public SealedFolder(string directory, string extension, string kind, EnvelopeCipher envelope)
    {
        _directory = directory;
        _extension = extension;
        _kind = kind;
        _envelope = envelope;
        _incoming = DataFolder.CreatePrivate(Path.Combine(directory, "incoming"));
        foreach (string unfinished in Directory.GetFiles(_incoming))
        {
            File.Delete(unfinished);
        }
    }

    public bool Has(string id) => File.Exists(PathOf(id));

    public IEnumerable<string> List() =>
        Directory.EnumerateFiles(_directory, "*" + _extension, SearchOption.AllDirectories).Select(path => Path.GetFileNameWithoutExtension(path));

    /// <summary>Stores content durably. What is there already is there to stay, and the content is not read.</summary>
    /// <param name="id">64 hexadecimal digits.</param>
    /// <param name="content">Read to its end.</param>
    /// <param name="isDigest">Whether the id must be the content's SHA-256.</param>
    /// <param name="cancellationToken">Gives up; nothing is left of it.</param>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public async Task PutAsync(string id, Stream content, bool isDigest, CancellationToken cancellationToken)
    {
        string path = PathOf(id);
        if (File.Exists(path))
        {
            return;
        }

        await _writing.WaitAsync(cancellationToken);
        string temporary = Path.Combine(_incoming, Path.GetRandomFileName());
        try
        {
            await WriteAsync(temporary, id, content, isDigest, cancellationToken);
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
    }

    /// <summary>Opens the decrypted content: seekable, its length known.</summary>
    /// <exception cref="FileNotFoundException">There is none of that name.</exception>
    public SealedReadStream Open(string id)
    {
        SafeFileHandle file = File.OpenHandle(PathOf(id), options: FileOptions.SequentialScan);
        try
        {
            return new SealedReadStream(file, _envelope, Identity(id));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Nothing there is fine.</summary>
    public void Delete(string id)
    {
        string path = PathOf(id);
        lock (_replacing)
        {
            if (File.Exists(path))
            {
                File.Delete(path);
            }
        }
    }

    public async Task<int> RewrapAllAsync(CancellationToken cancellationToken)
    {
        // Whatever began to be written under an older key must be in place before the list is made.
        for (int writer = 0; writer < Writers; writer++)
        {
            await _writing.WaitAsync(cancellationToken);
        }

        _writing.Release(Writers);
        int rewrapped = 0;
        foreach (string id in List().ToList())
        {
            cancellationToken.ThrowIfCancellationRequested();
            rewrapped += Rewrap(id) ? 1 : 0;
        }

        return rewrapped;
    }

    public void Dispose() => _writing.Dispose();

    private string Identity(string id) => $"{_kind}/{id}";

    private string PathOf(string id) => Path.Combine(_directory, id[..2], id + _extension);

    private async Task WriteAsync(string path, string id, Stream content, bool isDigest, CancellationToken cancellationToken)
    {
        await using FileStream file = CreateFile(path);
        byte[] sealing = new byte[SealedFormat.SealedChunkSize];
        byte[] chunk = new byte[SealedFormat.ChunkSize];
        byte[] next = new byte[SealedFormat.ChunkSize];
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using ChunkCipher cipher = _envelope.Begin(Identity(id), sealing.AsSpan(0, SealedFormat.HeaderSize));
        file.Write(sealing, 0, SealedFormat.HeaderSize);
        int length = await ReadChunkAsync(content, chunk, cancellationToken);
        bool last = false;
        for (long number = 0; !last; number++)
        {
            // One ahead, because the last chunk is sealed as such.
            int following = length == chunk.Length ? await ReadChunkAsync(content, next, cancellationToken) : 0;
            last = following == 0;
            hash.AppendData(chunk, 0, length);
            cipher.Seal(number, last, chunk.AsSpan(0, length), sealing);
            file.Write(sealing, 0, length + SealedFormat.TagSize);
            (chunk, next, length) = (next, chunk, following);
        }

        if (isDigest && Convert.ToHexStringLower(hash.GetHashAndReset()) != id)
        {
            throw new InvalidDataException($"The content of {Identity(id)} has another digest.");
        }

        file.Flush(flushToDisk: true);
    }

    private static ValueTask<int> ReadChunkAsync(Stream content, byte[] chunk, CancellationToken cancellationToken) =>
        content.ReadAtLeastAsync(chunk, chunk.Length, throwOnEndOfStream: false, cancellationToken);

    /// <summary>Copies the file under a new header and renames it over the old: readers keep the old file, a crash leaves one of the two.</summary>
    private bool Rewrap(string id)
    {
        string path = PathOf(id);
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
            if (!_envelope.Rewrap(Identity(id), header))
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
