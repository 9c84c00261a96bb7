using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Mayfly.Core.Packages;
using Mayfly.Storage.Encryption;

namespace Mayfly.Storage.Files;

/// <summary>Packages as encrypted files, "packages/ab/abcdef….pkg".</summary>
internal sealed class FilePackageStore(DataFolder folder, EnvelopeCipher envelope) : IPackageStore, IRewrappable, IDisposable
{
    private readonly SealedFolder _files = new(folder.PackageDirectory, ".pkg", "package", envelope);

    public async Task<string> PutAsync(ReadOnlyMemory<byte> archive, CancellationToken cancellationToken)
    {
        string packageId = Convert.ToHexStringLower(SHA256.HashData(archive.Span));
        ArraySegment<byte> bytes = MemoryMarshal.TryGetArray(archive, out ArraySegment<byte> array) ? array : archive.ToArray();
        await _files.PutAsync(packageId, new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false), isDigest: false, cancellationToken);
        return packageId;
    }

    public Task<Stream> OpenAsync(string packageId, CancellationToken cancellationToken) => Task.FromResult<Stream>(_files.Open(packageId));

    public Task DeleteAsync(string packageId, CancellationToken cancellationToken)
    {
        _files.Delete(packageId);
        return Task.CompletedTask;
    }

    public IEnumerable<string> List() => _files.List();

    public Task<int> RewrapAllAsync(CancellationToken cancellationToken) => _files.RewrapAllAsync(cancellationToken);

    public void Dispose() => _files.Dispose();
}
