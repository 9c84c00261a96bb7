using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Aws;
using Mayfly.Core.Functions;

namespace Mayfly.Core.CodeSigning;

/// <summary>https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionsByCodeSigningConfig.html</summary>
internal sealed class ListFunctionsByCodeSigningConfig(CodeSigningConfigs configs) : IOperation<ListFunctionsByCodeSigningConfigRequest, ListFunctionsByCodeSigningConfigResponse>
{
    public ValueTask<AwsResult<ListFunctionsByCodeSigningConfigResponse>> HandleAsync(
        AwsIdentity caller, ListFunctionsByCodeSigningConfigRequest input, CancellationToken cancellationToken) => ValueTask.FromResult(Handle(caller, input));

    private AwsResult<ListFunctionsByCodeSigningConfigResponse> Handle(AwsIdentity caller, ListFunctionsByCodeSigningConfigRequest input)
    {
        AwsResult<CodeSigningConfigRecord> config = configs.Find(caller, input.CodeSigningConfigArn!);
        if (config.IsError)
        {
            return config.Error;
        }

        if (!PageMarker.TryRead(input.Marker, out string? after))
        {
            return PageMarker.Refusal;
        }

        Page<FunctionKey> page = Page<FunctionKey>.Of(configs.UsersOf(config.Value), new(static function => function.Name), after, input.MaxItems);
        return new ListFunctionsByCodeSigningConfigResponse { FunctionArns = page.Show(static function => function.Arn), NextMarker = page.NextMarker };
    }
}
