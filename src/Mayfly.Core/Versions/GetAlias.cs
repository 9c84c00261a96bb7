using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.Versions;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_GetAlias.html</summary>
internal sealed class GetAlias(FunctionStore store) : IOperation<GetAliasRequest, AliasConfiguration>
{
    public ValueTask<AwsResult<AliasConfiguration>> HandleAsync(AwsIdentity caller, GetAliasRequest input, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Handle(caller, input));

    private AwsResult<AliasConfiguration> Handle(AwsIdentity caller, GetAliasRequest input)
    {
        AwsResult<FunctionKey> target = FunctionTarget.ResolveUnqualified(caller, input.FunctionName!);
        if (target.IsError)
        {
            return target.Error;
        }

        if (!store.TryGet(target.Value, out FunctionEntry? entry))
        {
            return FunctionErrors.NotFound(target.Value.Arn);
        }

        return entry.Alias(input.Name!) is { } alias ? AliasView.Show(target.Value, alias) : AliasErrors.CannotFind(target.Value, input.Name!);
    }
}
