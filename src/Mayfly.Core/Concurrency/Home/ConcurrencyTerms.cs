using Mayfly.Core.Functions;
using Mayfly.Core.Invocation;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Concurrency.Home;

/// <summary>What a home begins with: the settings as they are kept.</summary>
public sealed class ConcurrencyTerms
{
    private readonly FunctionStore _store;
    private readonly InvocationOptions _options;

    internal ConcurrencyTerms(FunctionStore store, IOptions<InvocationOptions> options)
    {
        _store = store;
        _options = options.Value;
    }

    /// <summary>Concurrent executions that an account may have in a region.</summary>
    public int AccountLimit => _options.AccountConcurrency;

    /// <summary>Environments that one function may add within ten seconds.</summary>
    public int EnvironmentsPerTenSeconds => _options.EnvironmentsPerTenSeconds;

    public FunctionTerms Of(FunctionKey function) => FunctionTerms.Of(_store.TryGet(function, out FunctionEntry? entry) ? entry : null);

    /// <summary>What is set aside for each function that has something of its own.</summary>
    public Dictionary<FunctionKey, int> SetAside(string account, string region) =>
        _store.All
            .Where(entry => entry.Record.Key.Account == account && entry.Record.Key.Region == region)
            .Select(static entry => (entry.Record.Key, FunctionTerms.Of(entry).SetAside))
            .Where(static one => one.SetAside > 0)
            .ToDictionary(static one => one.Key, static one => one.SetAside);
}
