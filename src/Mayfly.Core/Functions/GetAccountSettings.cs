using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Concurrency;
using Mayfly.Core.Packages;

namespace Mayfly.Core.Functions;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html</summary>
internal sealed class GetAccountSettings(FunctionStore store, ConcurrencyLeases leases) : IOperation<GetAccountSettingsRequest, GetAccountSettingsResponse>
{
    public async ValueTask<AwsResult<GetAccountSettingsResponse>> HandleAsync(AwsIdentity caller, GetAccountSettingsRequest input, CancellationToken cancellationToken)
    {
        AccountFunctions account = store.Account(caller.Account, caller.Region);
        return new GetAccountSettingsResponse
        {
            AccountLimit = new AccountLimit
            {
                TotalCodeSize = AccountLimits.TotalCodeSize,
                CodeSizeUnzipped = PackageLimits.Unzipped,
                CodeSizeZipped = PackageLimits.InlineZipped,
                ConcurrentExecutions = leases.AccountLimit,
                UnreservedConcurrentExecutions = await leases.UnreservedAsync(caller.Account, caller.Region),
            },
            AccountUsage = new AccountUsage { TotalCodeSize = account.CodeSize, FunctionCount = account.Names.Count },
        };
    }
}
