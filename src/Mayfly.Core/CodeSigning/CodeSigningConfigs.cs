using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Mayfly.Contracts;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.CodeSigning;

/// <summary>
/// All code signing configurations, in memory, and every change of one: first durable, then visible, then answered. A configuration is deleted only while no function
/// has it: whoever gives it to a function does so through <see cref="BindAsync"/>.
/// </summary>
internal sealed class CodeSigningConfigs(ICodeSigningRecords records, FunctionStore functions) : IDisposable
{
    private readonly ConcurrentDictionary<string, CodeSigningConfigRecord> _configs = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _gate = new(1);

    public bool TryGet(string arn, [NotNullWhen(true)] out CodeSigningConfigRecord? config) => _configs.TryGetValue(arn, out config);

    /// <summary>One of the caller's own.</summary>
    public AwsResult<CodeSigningConfigRecord> Find(AwsIdentity caller, string arn) => IsOwn(caller, arn, out CodeSigningConfigRecord? config) ? config : CodeSigningErrors.NotFound(arn);

    /// <summary>An account's in a region, in the order in which they are listed.</summary>
    public IEnumerable<CodeSigningConfigRecord> Of(string account, string region) =>
        _configs.Values.Where(config => config.Account == account && config.Region == region).OrderBy(static config => config.Id, StringComparer.Ordinal);

    /// <summary>The functions that have it, in the order in which they are listed.</summary>
    public IEnumerable<FunctionKey> UsersOf(CodeSigningConfigRecord config) => functions.All
        .Where(entry => entry.Resources.CodeSigningConfigArn == config.Arn)
        .Select(static entry => entry.Record.Key)
        .OrderBy(static key => key.Name, StringComparer.Ordinal);

    public async Task AddAsync(CodeSigningConfigRecord config)
    {
        using (await EnterAsync())
        {
            await records.SaveAsync(config);
            _configs[config.Arn] = config;
        }
    }

    /// <summary>Changes one that must be there.</summary>
    public async Task<AwsResult<CodeSigningConfigRecord>> ChangeAsync(AwsIdentity caller, string arn, Func<CodeSigningConfigRecord, AwsResult<CodeSigningConfigRecord>> change)
    {
        using (await EnterAsync())
        {
            if (!IsOwn(caller, arn, out CodeSigningConfigRecord? config))
            {
                return CodeSigningErrors.NotFound(arn);
            }

            AwsResult<CodeSigningConfigRecord> changed = change(config);
            if (!changed.IsError)
            {
                await records.SaveAsync(changed.Value);
                _configs[arn] = changed.Value;
            }

            return changed;
        }
    }

    /// <summary>Answers null, or why not.</summary>
    public async Task<AwsError?> DeleteAsync(AwsIdentity caller, string arn)
    {
        using (await EnterAsync())
        {
            if (!IsOwn(caller, arn, out CodeSigningConfigRecord? config))
            {
                return CodeSigningErrors.NotFound(arn);
            }

            if (UsersOf(config).Any())
            {
                return CodeSigningErrors.InUse(arn);
            }

            await records.DeleteAsync(config);
            _configs.TryRemove(arn, out _);
            return null;
        }
    }

    /// <summary>Gives a configuration to a function, or refuses when there is none of that name; it cannot be deleted meanwhile.</summary>
    public async Task<AwsResult<T>> BindAsync<T>(AwsIdentity caller, string arn, Func<CodeSigningConfigRecord, Task<AwsResult<T>>> bind)
    {
        using (await EnterAsync())
        {
            return IsOwn(caller, arn, out CodeSigningConfigRecord? config) ? await bind(config) : CodeSigningErrors.NotFoundForFunction(arn);
        }
    }

    /// <summary>At start: brings back what was acknowledged before.</summary>
    public void Load()
    {
        foreach (CodeSigningConfigRecord config in records.Load())
        {
            _configs[config.Arn] = config;
        }
    }

    public void Dispose() => _gate.Dispose();

    private bool IsOwn(AwsIdentity caller, string arn, [NotNullWhen(true)] out CodeSigningConfigRecord? config) =>
        TryGet(arn, out config) && config.Account == caller.Account && config.Region == caller.Region;

    private async Task<Pass> EnterAsync()
    {
        await _gate.WaitAsync();
        return new Pass(_gate);
    }

    private readonly struct Pass(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
