namespace Mayfly.Core.Packages;

/// <summary>Deployment packages, encrypted at rest and addressed by content.</summary>
public interface IPackageStore
{
    /// <summary>Stores the archive durably; answers its content address, the lower-case hex SHA-256 of the ZIP. Storing the same again is free.</summary>
    Task<string> PutAsync(ReadOnlyMemory<byte> archive, CancellationToken cancellationToken);

    /// <summary>Opens the decrypted archive: seekable, its length known.</summary>
    /// <exception cref="FileNotFoundException">There is no such package.</exception>
    Task<Stream> OpenAsync(string packageId, CancellationToken cancellationToken);

    /// <summary>Forgets a package that nothing refers to any more.</summary>
    Task DeleteAsync(string packageId, CancellationToken cancellationToken);

    /// <summary>All packages in the store: for finding, at start, those that a crash left without a function.</summary>
    IEnumerable<string> List();
}
