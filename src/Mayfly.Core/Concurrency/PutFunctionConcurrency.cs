using Mayfly.Contracts;
using Mayfly.Core.Aws;
using Mayfly.Core.Concurrency.Home;
using Mayfly.Core.Functions;
using PutFunctionConcurrencyRequest = Mayfly.Contracts.Lambda.PutFunctionConcurrencyRequest;

namespace Mayfly.Core.Concurrency;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html</summary>
internal sealed class PutFunctionConcurrency(ConcurrencySettings settings, ConcurrencyLeases leases) : IOperation<PutFunctionConcurrencyRequest, Contracts.Lambda.Concurrency>
{
    public async ValueTask<AwsResult<Contracts.Lambda.Concurrency>> HandleAsync(AwsIdentity caller, PutFunctionConcurrencyRequest input, CancellationToken cancellationToken)
    {
        AwsResult<FunctionKey> target = FunctionTarget.ResolveUnqualified(caller, input.FunctionName!);
        if (target.IsError)
        {
            return target.Error;
        }

        FunctionKey key = target.Value;
        int reserved = input.ReservedConcurrentExecutions!.Value;
        AwsResult<FunctionEntry> put = await settings.ChangeAsync(
            key, entry => ReserveAsync(entry, reserved), missing: FunctionErrors.NotFound($"{key.Arn}:{FunctionVersions.Latest}"));
        return put.IsError ? put.Error : new Contracts.Lambda.Concurrency { ReservedConcurrentExecutions = reserved };
    }

    private async ValueTask<AwsResult<FunctionResources>> ReserveAsync(FunctionEntry entry, int reserved)
    {
        int provisioned = entry.Resources.ProvisionedTotal;
        if (reserved < provisioned)
        {
            return ConcurrencyErrors.LessThanProvisioned(reserved, provisioned);
        }

        FunctionKey key = entry.Record.Key;
        return await leases.TrySetAsideAsync(key, reserved)
            ? entry.Resources with { ReservedConcurrency = reserved }
            : ConcurrencyErrors.TooMuchReserved(AccountLedger.LeastOf(leases.AccountLimit));
    }
}
