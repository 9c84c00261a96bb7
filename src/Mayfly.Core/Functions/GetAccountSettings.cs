using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Invocation;
using Mayfly.Core.Packages;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Functions;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html</summary>
internal sealed class GetAccountSettings(FunctionStore store, IOptions<InvocationOptions> invocation) : IOperation<GetAccountSettingsRequest, GetAccountSettingsResponse>
{
    public ValueTask<AwsResult<GetAccountSettingsResponse>> HandleAsync(AwsIdentity caller, GetAccountSettingsRequest input, CancellationToken cancellationToken)
    {
        AccountFunctions account = store.Account(caller.Account, caller.Region);
        int concurrency = invocation.Value.AccountConcurrency;
        return ValueTask.FromResult<AwsResult<GetAccountSettingsResponse>>(new GetAccountSettingsResponse
        {
            AccountLimit = new AccountLimit
            {
                TotalCodeSize = AccountLimits.TotalCodeSize,
                CodeSizeUnzipped = PackageLimits.Unzipped,
                CodeSizeZipped = PackageLimits.InlineZipped,
                ConcurrentExecutions = concurrency,

                // No function can reserve any of it yet.
                UnreservedConcurrentExecutions = concurrency,
            },
            AccountUsage = new AccountUsage { TotalCodeSize = account.CodeSize, FunctionCount = account.Names.Count },
        });
    }
}
