using System.Text.Json.Nodes;
using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Functions;
using Mayfly.Core.Tests.Functions;
using Mayfly.Core.Tests.Versions;

namespace Mayfly.Core.Tests.Policies;

public sealed class PolicyTests
{
    private static readonly FunctionKey _key = FunctionsRoom.Key("f");

    [Theory]
    [InlineData("*", "\"*\"")]
    [InlineData("s3.amazonaws.com", """{"Service":"s3.amazonaws.com"}""")]
    [InlineData("111111111111", """{"AWS":"arn:aws:iam::111111111111:root"}""")]
    [InlineData("arn:aws:iam::111111111111:user/x", """{"AWS":"arn:aws:iam::111111111111:user/x"}""")]
    public async Task A_principal_is_written_as_IAM_does(string principal, string written)
    {
        await using FunctionsRoom room = await RoomAsync();
        AddPermissionResponse added = await AddAsync(room, Permission("s") with { Principal = principal });
        Assert.Equal($$"""{"Sid":"s","Effect":"Allow","Principal":{{written}},"Action":"lambda:InvokeFunction","Resource":"{{_key.Arn}}"}""", added.Statement);
    }

    [Fact]
    public async Task Every_condition_is_written()
    {
        await using FunctionsRoom room = await RoomAsync();
        AddPermissionResponse added = await AddAsync(room, Permission("s") with
        {
            Principal = "*",
            Action = "lambda:InvokeFunctionUrl",
            SourceArn = "arn:aws:s3:::b",
            SourceAccount = "111111111111",
            PrincipalOrgID = "o-1234567890",
            FunctionUrlAuthType = FunctionUrlAuthType.None,
            EventSourceToken = "token",
            InvokedViaFunctionUrl = true,
        });
        Assert.Equal(
            """{"StringEquals":{"AWS:SourceAccount":"111111111111","lambda:FunctionUrlAuthType":"NONE","aws:PrincipalOrgID":"o-1234567890","lambda:EventSourceToken":"token"},"ArnLike":{"AWS:SourceArn":"arn:aws:s3:::b"},"Bool":{"lambda:InvokedViaFunctionUrl":"true"}}""",
            JsonNode.Parse(added.Statement!)!["Condition"]!.ToJsonString());
    }

    [Fact]
    public async Task Statements_come_and_go_and_with_the_last_the_policy()
    {
        await using FunctionsRoom room = await RoomAsync();
        string before = (await room.ShowAsync("f")).RevisionId!;
        await AddAsync(room, Permission("a"));
        await AddAsync(room, Permission("b"));
        GetPolicyResponse policy = await GetAsync(room);
        Assert.Equal(["a", "b"], JsonNode.Parse(policy.Policy!)!["Statement"]!.AsArray().Select(statement => (string?)statement!["Sid"]));
        Assert.Equal(("2012-10-17", "default"), ((string?)JsonNode.Parse(policy.Policy!)!["Version"], (string?)JsonNode.Parse(policy.Policy!)!["Id"]));
        Assert.Equal((await room.ShowAsync("f")).RevisionId, policy.RevisionId);
        Assert.NotEqual(before, policy.RevisionId);

        await RemoveAsync(room, "a");
        Assert.Equal(["b"], JsonNode.Parse((await GetAsync(room)).Policy!)!["Statement"]!.AsArray().Select(statement => (string?)statement!["Sid"]));
        await RemoveAsync(room, "b");
        Assert.Equal("The resource you requested does not exist.", (await room.RefusedAsync<GetPolicyRequest, GetPolicyResponse>(new GetPolicyRequest { FunctionName = "f" })).Message);
        Assert.Empty(room.Records.Resources[_key].Policies);
    }

    [Fact]
    public async Task A_version_and_an_alias_have_policies_of_their_own()
    {
        await using FunctionsRoom room = await RoomAsync();
        await room.PublishAsync();
        AliasConfiguration alias = await room.AliasAsync("live", "1");
        await AddAsync(room, Permission("s"));
        AddPermissionResponse version = await AddAsync(room, Permission("s") with { Qualifier = "1" });
        AddPermissionResponse aliased = await AddAsync(room, Permission("s") with { FunctionName = "f:live", RevisionId = alias.RevisionId });

        Assert.Equal((_key.Arn + ":1", _key.Arn + ":live"), ((string?)JsonNode.Parse(version.Statement!)!["Resource"], (string?)JsonNode.Parse(aliased.Statement!)!["Resource"]));
        AliasConfiguration after = await room.CallAsync<GetAliasRequest, AliasConfiguration>(new GetAliasRequest { FunctionName = "f", Name = "live" });
        Assert.NotEqual(alias.RevisionId, after.RevisionId);
        await room.CallAsync<DeleteAliasRequest, NoOutput>(new DeleteAliasRequest { FunctionName = "f", Name = "live" });
        await room.AliasAsync("live", "1");
        Assert.Equal(404, (await room.RefusedAsync<GetPolicyRequest, GetPolicyResponse>(new GetPolicyRequest { FunctionName = "f:live" })).Status);
    }

    [Fact]
    public async Task What_cannot_be_is_told_in_AWSs_words()
    {
        await using FunctionsRoom room = await RoomAsync();
        await AddAsync(room, Permission("taken"));

        Assert.Equal("We currently do not support adding policies for $LATEST.", (await RefusedAsync(room, Permission("s") with { Qualifier = "$LATEST" })).Message);
        Assert.Equal("The provided principal was invalid. Please check the principal and try again.", (await RefusedAsync(room, Permission("s") with { Principal = "invalid.nonaws.com" })).Message);
        Assert.Equal("The statement id (taken) provided already exists. Please provide a new statement id, or remove the existing statement.", (await RefusedAsync(room, Permission("taken"))).Message);
        Assert.Equal($"Cannot find alias arn: {_key.Arn}:none", (await RefusedAsync(room, Permission("s") with { Qualifier = "none" })).Message);
        Assert.Equal($"Function not found: {_key.Arn}:42", (await RefusedAsync(room, Permission("s") with { Qualifier = "42" })).Message);
        Assert.Equal($"Function not found: {_key.Arn}:valid-with-$", (await RefusedAsync(room, Permission("s") with { Qualifier = "valid-with-$" })).Message);
        Assert.Equal(412, (await RefusedAsync(room, Permission("s") with { RevisionId = "wrong" })).Status);
        Assert.Equal("Statement none is not found in resource policy.", (await RemoveRefusedAsync(room, "f", "none")).Message);
        Assert.Equal($"No policy found for: {FunctionsRoom.Key("g").Arn}", (await RemoveRefusedAsync(room, "g", "s")).Message);
        await RemoveAsync(room, "taken");
        Assert.Equal("No policy is associated with the given resource.", (await RemoveRefusedAsync(room, "f", "s")).Message);
    }

    [Fact]
    public async Task A_policy_has_its_longest_length()
    {
        await using FunctionsRoom room = await RoomAsync();
        AwsError? refused = null;
        for (int i = 0; refused is null && i < 1000; i++)
        {
            refused = (await room.TryAsync<AddPermissionRequest, AddPermissionResponse>(Permission($"s{i}") with { SourceArn = "arn:aws:s3:::" + new string('b', 500) })).Error;
        }

        Assert.Equal(("PolicyLengthExceededException", 400), (refused?.Code, refused?.Status));
    }

    [Fact]
    public async Task A_whole_policy_is_put_read_and_deleted()
    {
        await using FunctionsRoom room = await RoomAsync();
        string policy = $$"""{"Version":"2012-10-17","Id":"mine","Statement":[{"Sid":"s","Effect":"Deny","Principal":"*","Action":"lambda:InvokeFunction","Resource":"{{_key.Arn}}"}]}""";
        PutResourcePolicyResponse put = await room.CallAsync<PutResourcePolicyRequest, PutResourcePolicyResponse>(new PutResourcePolicyRequest { ResourceArn = _key.Arn, Policy = policy });
        Assert.Equal(policy, put.Policy);
        Assert.Equal(put.RevisionId, (await room.CallAsync<GetResourcePolicyRequest, GetResourcePolicyResponse>(new GetResourcePolicyRequest { ResourceArn = _key.Arn })).RevisionId);
        await AddAsync(room, Permission("more"));
        Assert.Contains("\"mine\"", (await GetAsync(room)).Policy, StringComparison.Ordinal);

        Assert.Equal(412, (await room.RefusedAsync<DeleteResourcePolicyRequest, NoOutput>(new DeleteResourcePolicyRequest { ResourceArn = _key.Arn, RevisionId = put.RevisionId })).Status);
        await room.CallAsync<DeleteResourcePolicyRequest, NoOutput>(new DeleteResourcePolicyRequest { ResourceArn = _key.Arn });
        Assert.Equal(404, (await room.RefusedAsync<GetResourcePolicyRequest, GetResourcePolicyResponse>(new GetResourcePolicyRequest { ResourceArn = _key.Arn })).Status);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("""{"Statement":[]}""")]
    [InlineData("""{"Statement":[{"Effect":"Perhaps","Principal":"*","Action":"lambda:InvokeFunction","Resource":"ARN"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"lambda:InvokeFunction","Resource":"ARN"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"ARN"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunction","Resource":"*"}]}""")]
    [InlineData("""{"Statement":[{"Sid":7,"Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunction","Resource":"ARN"}]}""")]
    public async Task A_policy_that_is_none_is_refused(string policy)
    {
        await using FunctionsRoom room = await RoomAsync();
        AwsError refused = await room.RefusedAsync<PutResourcePolicyRequest, PutResourcePolicyResponse>(
            new PutResourcePolicyRequest { ResourceArn = _key.Arn, Policy = policy.Replace("ARN", _key.Arn, StringComparison.Ordinal) });
        Assert.Equal(("InvalidParameterValueException", 400), (refused.Code, refused.Status));
    }

    private static async Task<FunctionsRoom> RoomAsync()
    {
        FunctionsRoom room = new();
        await room.CreateAsync(FunctionsRoom.Request("f"));
        return room;
    }

    private static AddPermissionRequest Permission(string id) => new() { FunctionName = "f", StatementId = id, Action = "lambda:InvokeFunction", Principal = "s3.amazonaws.com" };

    private static Task<AddPermissionResponse> AddAsync(FunctionsRoom room, AddPermissionRequest request) => room.CallAsync<AddPermissionRequest, AddPermissionResponse>(request);

    private static Task<AwsError> RefusedAsync(FunctionsRoom room, AddPermissionRequest request) => room.RefusedAsync<AddPermissionRequest, AddPermissionResponse>(request);

    private static Task<GetPolicyResponse> GetAsync(FunctionsRoom room) => room.CallAsync<GetPolicyRequest, GetPolicyResponse>(new GetPolicyRequest { FunctionName = "f" });

    private static Task<NoOutput> RemoveAsync(FunctionsRoom room, string id) => room.CallAsync<RemovePermissionRequest, NoOutput>(new RemovePermissionRequest { FunctionName = "f", StatementId = id });

    private static Task<AwsError> RemoveRefusedAsync(FunctionsRoom room, string function, string id) =>
        room.RefusedAsync<RemovePermissionRequest, NoOutput>(new RemovePermissionRequest { FunctionName = function, StatementId = id });
}
