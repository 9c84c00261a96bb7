using Mayfly.Core.Functions;

namespace Mayfly.Core.Concurrency;

/// <summary>Names what leases are drawn from: an account's unreserved concurrency in a region, a function's reservation, or a version's provisioned environments.</summary>
/// <param name="Account">Twelve digits.</param>
/// <param name="Region">For example "us-east-1".</param>
/// <param name="Function">The function's name; null for the account's unreserved concurrency.</param>
/// <param name="Version">A published version; null for what runs on demand.</param>
public readonly record struct LeasePool(string Account, string Region, string? Function = null, string? Version = null)
{
    /// <summary>The function; only where <see cref="Function"/> is set.</summary>
    public FunctionKey Key => new(Account, Region, Function!);

    public static LeasePool OfReservation(in FunctionKey function) => new(function.Account, function.Region, function.Name);

    public static LeasePool OfVersion(in FunctionKey function, string version) => new(function.Account, function.Region, function.Name, version);
}
