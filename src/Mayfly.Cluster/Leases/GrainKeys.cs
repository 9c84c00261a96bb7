using Mayfly.Core.Concurrency;
using Mayfly.Core.Functions;

namespace Mayfly.Cluster.Leases;

/// <summary>How accounts and functions name their grains.</summary>
internal static class GrainKeys
{
    public static string Of(string account, string region) => $"{account}/{region}";

    public static string Of(in FunctionKey function) => $"{function.Account}/{function.Region}/{function.Name}";

    public static LeasePool AccountOf(string key) => key.Split('/') is [string account, string region] ? new LeasePool(account, region) : throw Malformed(key);

    public static FunctionKey FunctionOf(string key) => key.Split('/', 3) is [string account, string region, string name] ? new FunctionKey(account, region, name) : throw Malformed(key);

    private static ArgumentException Malformed(string key) => new($"'{key}' names no account in a region and no function of one.", nameof(key));
}
