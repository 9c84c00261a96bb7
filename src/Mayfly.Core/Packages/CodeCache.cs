using Microsoft.Extensions.Logging;

namespace Mayfly.Core.Packages;

/// <summary>The packages that this node runs, extracted once and shared.</summary>
internal sealed partial class CodeCache : ICodeCache, IExtraction, IDisposable
{
    private readonly IPackageStore _store;
    private readonly ILogger<CodeCache> _logger;
    private readonly ExtractionCache _cache;

    public CodeCache(IPackageStore store, CodeFolder folder, ILogger<CodeCache> logger)
    {
        _store = store;
        _logger = logger;
        _cache = new ExtractionCache(folder.Path, folder.Capacity, this);
    }

    /// <summary>Bytes set aside now.</summary>
    public long Used => _cache.Used;

    public string Content => "the package";

    public string Setting => "Packages:SizeBytes";

    public ValueTask<CodeLease> AcquireAsync(string packageId, CancellationToken cancellationToken) => _cache.AcquireAsync(packageId, cancellationToken);

    /// <summary>The package is no more: its plaintext goes now, or as soon as nobody holds it.</summary>
    public void Forget(string packageId) => _cache.Forget(packageId);

    public async Task ExtractAsync(string id, string folder, Action<long> claim)
    {
        PackageArchive archive = await ReadAsync(id);
        claim(PackageExtractor.SizeOnDisk(archive));
        PackageExtractor.Extract(archive, folder, CancellationToken.None);
        Log.Extracted(_logger, id, archive.Entries.Count, archive.UnzippedSize);
    }

    public void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public void Dispose() => _cache.Dispose();

    private async Task<PackageArchive> ReadAsync(string packageId)
    {
        await using Stream stream = await _store.OpenAsync(packageId, CancellationToken.None);
        byte[] zip = GC.AllocateUninitializedArray<byte>(checked((int)stream.Length));
        await stream.ReadExactlyAsync(zip);
        PackageFault? fault = PackageArchive.Read(zip, out PackageArchive? archive);
        return fault is null ? archive! : throw new InvalidDataException($"The stored package {packageId} is not what was published: {fault.Message}");
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2310, Level = LogLevel.Debug, Message = "Package {PackageId} was extracted: {Entries} entries, {Bytes} bytes")]
        public static partial void Extracted(ILogger logger, string packageId, int entries, long bytes);
    }
}
