using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Aws;
using Mayfly.Core.Tests.Functions;

namespace Mayfly.Core.Tests.CodeSigning;

public sealed class CodeSigningConfigTests
{
    private const string Profile = "arn:aws:signer:us-east-1:000000000000:/signing-profiles/build/0123456789";

    [Fact]
    public async Task One_is_made_changed_and_deleted()
    {
        await using FunctionsRoom room = new();
        CodeSigningConfig made = await MakeAsync(room);
        Assert.Matches("^csc-[a-z0-9]{17}$", made.CodeSigningConfigId);
        Assert.Equal($"arn:aws:lambda:us-east-1:000000000000:code-signing-config:{made.CodeSigningConfigId}", made.CodeSigningConfigArn);
        Assert.Equal(CodeSigningPolicy.Warn, made.CodeSigningPolicies!.UntrustedArtifactOnDeployment);

        CodeSigningConfig changed = (await room.CallAsync<UpdateCodeSigningConfigRequest, UpdateCodeSigningConfigResponse>(new UpdateCodeSigningConfigRequest
        {
            CodeSigningConfigArn = made.CodeSigningConfigArn,
            CodeSigningPolicies = new CodeSigningPolicies { UntrustedArtifactOnDeployment = CodeSigningPolicy.Enforce },
        })).CodeSigningConfig!;
        Assert.Equal((CodeSigningPolicy.Enforce, "described"), (changed.CodeSigningPolicies!.UntrustedArtifactOnDeployment, changed.Description));
        Assert.Equal([Profile], changed.AllowedPublishers!.SigningProfileVersionArns);

        await room.CallAsync<DeleteCodeSigningConfigRequest, DeleteCodeSigningConfigResponse>(new DeleteCodeSigningConfigRequest { CodeSigningConfigArn = made.CodeSigningConfigArn });
        Assert.Equal("ResourceNotFoundException", (await room.RefusedAsync<GetCodeSigningConfigRequest, GetCodeSigningConfigResponse>(new GetCodeSigningConfigRequest { CodeSigningConfigArn = made.CodeSigningConfigArn })).Code);
    }

    [Fact]
    public async Task One_that_a_function_has_is_not_deleted()
    {
        await using FunctionsRoom room = new();
        string arn = (await MakeAsync(room)).CodeSigningConfigArn!;
        await room.CreateAsync(FunctionsRoom.Request("f") with { CodeSigningConfigArn = arn });
        Assert.Equal(
            ["arn:aws:lambda:us-east-1:000000000000:function:f"],
            (await room.CallAsync<ListFunctionsByCodeSigningConfigRequest, ListFunctionsByCodeSigningConfigResponse>(new ListFunctionsByCodeSigningConfigRequest { CodeSigningConfigArn = arn })).FunctionArns);
        AwsError inUse = await room.RefusedAsync<DeleteCodeSigningConfigRequest, DeleteCodeSigningConfigResponse>(new DeleteCodeSigningConfigRequest { CodeSigningConfigArn = arn });
        Assert.Equal("ResourceConflictException", inUse.Code);

        await room.CallAsync<DeleteFunctionRequest, DeleteFunctionResponse>(new DeleteFunctionRequest { FunctionName = "f" });
        await room.CallAsync<DeleteCodeSigningConfigRequest, DeleteCodeSigningConfigResponse>(new DeleteCodeSigningConfigRequest { CodeSigningConfigArn = arn });
    }

    [Fact]
    public async Task Other_accounts_do_not_see_it()
    {
        await using FunctionsRoom room = new();
        string arn = (await MakeAsync(room)).CodeSigningConfigArn!;
        AwsIdentity other = FunctionsRoom.Caller with { Account = "111111111111" };

        Assert.Equal("ResourceNotFoundException", (await room.RefusedAsync<GetCodeSigningConfigRequest, GetCodeSigningConfigResponse>(new GetCodeSigningConfigRequest { CodeSigningConfigArn = arn }, other)).Code);
        Assert.Equal("CodeSigningConfigNotFoundException", (await room.RefusedAsync<CreateFunctionRequest, FunctionConfiguration>(FunctionsRoom.Request("f") with { CodeSigningConfigArn = arn }, other)).Code);
        Assert.Empty((await room.TryAsync<ListCodeSigningConfigsRequest, ListCodeSigningConfigsResponse>(new ListCodeSigningConfigsRequest(), other)).Value!.CodeSigningConfigs!);
    }

    [Fact]
    public async Task It_has_tags()
    {
        await using FunctionsRoom room = new();
        string arn = (await MakeAsync(room)).CodeSigningConfigArn!;
        await room.CallAsync<TagResourceRequest, NoOutput>(new TagResourceRequest { Resource = arn, Tags = new Dictionary<string, string> { ["b"] = "2" } });
        await room.CallAsync<UntagResourceRequest, NoOutput>(new UntagResourceRequest { Resource = arn, TagKeys = ["a"] });

        Assert.Equal(new Dictionary<string, string> { ["b"] = "2" }, (await room.CallAsync<ListTagsRequest, ListTagsResponse>(new ListTagsRequest { Resource = arn })).Tags);
    }

    private static async Task<CodeSigningConfig> MakeAsync(FunctionsRoom room) => (await room.CallAsync<CreateCodeSigningConfigRequest, CreateCodeSigningConfigResponse>(new CreateCodeSigningConfigRequest
    {
        Description = "described",
        AllowedPublishers = new AllowedPublishers { SigningProfileVersionArns = [Profile] },
        Tags = new Dictionary<string, string> { ["a"] = "1" },
    })).CodeSigningConfig!;
}
