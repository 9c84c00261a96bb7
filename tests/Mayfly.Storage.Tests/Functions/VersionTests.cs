using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Functions;
using Mayfly.Storage.Encryption;
using Mayfly.Storage.Tests.Support;

namespace Mayfly.Storage.Tests.Functions;

/// <summary>Published versions and aliases are kept, encrypted as $LATEST is, and go with their function.</summary>
public sealed class VersionTests
{
    private static readonly FunctionKey _key = new("000000000000", "us-east-1", "f");

    [Fact]
    public async Task Versions_and_aliases_are_there_after_a_restart_and_a_rotation_of_the_key()
    {
        using TemporaryFolder folder = new();
        Dictionary<string, string> variables = new() { ["GREETING"] = "hello" };
        await using (Installation first = await StartAsync(folder, variables))
        {
            await first.CallAsync<UpdateFunctionConfigurationRequest, FunctionConfiguration>(
                new UpdateFunctionConfigurationRequest { FunctionName = "f", Environment = new Mayfly.Contracts.Lambda.Environment { Variables = new Dictionary<string, string>() } });
            await first.ActiveAsync("f");
            await first.Get<KeyRotation>().RotateAsync(TestContext.Current.CancellationToken);
        }

        await using Installation second = await Installation.StartAsync(folder.Of("data"));
        Assert.Equal(variables, second.Catalog.Find(_key, "live").Version!.Environment);
        Assert.Equal("1", second.Catalog.Find(_key, "live").Version!.Version);
        Assert.Empty(second.Catalog.Find(_key, null).Version!.Environment);
        Assert.Equal("2", (await second.CallAsync<PublishVersionRequest, FunctionConfiguration>(new PublishVersionRequest { FunctionName = "f" })).Version);
        Assert.Equal("2", (await second.CallAsync<PublishVersionRequest, FunctionConfiguration>(new PublishVersionRequest { FunctionName = "f" })).Version);
    }

    [Fact]
    public async Task A_function_made_again_has_nothing_of_the_one_before()
    {
        using TemporaryFolder folder = new();
        await using (Installation first = await StartAsync(folder, null))
        {
            await first.CallAsync<DeleteFunctionRequest, DeleteFunctionResponse>(new DeleteFunctionRequest { FunctionName = "f" });
            await first.CreateAsync("f", Installation.Zip("2"));
        }

        await using Installation second = await Installation.StartAsync(folder.Of("data"));
        Assert.Equal(FunctionLookupOutcome.NotFound, second.Catalog.Find(_key, "1").Outcome);
        Assert.Equal(FunctionLookupOutcome.NotFound, second.Catalog.Find(_key, "live").Outcome);
        Assert.Equal("1", (await second.CallAsync<PublishVersionRequest, FunctionConfiguration>(new PublishVersionRequest { FunctionName = "f" })).Version);
    }

    [Fact]
    public async Task A_deleted_version_and_a_deleted_alias_stay_deleted()
    {
        using TemporaryFolder folder = new();
        await using (Installation first = await StartAsync(folder, null))
        {
            await first.CallAsync<DeleteAliasRequest, NoOutput>(new DeleteAliasRequest { FunctionName = "f", Name = "live" });
            await first.CallAsync<DeleteFunctionRequest, DeleteFunctionResponse>(new DeleteFunctionRequest { FunctionName = "f", Qualifier = "1" });
        }

        await using Installation second = await Installation.StartAsync(folder.Of("data"));
        Assert.Equal(FunctionLookupOutcome.NotFound, second.Catalog.Find(_key, "1").Outcome);
        Assert.Equal(FunctionLookupOutcome.NotFound, second.Catalog.Find(_key, "live").Outcome);
        Assert.Equal(FunctionLookupOutcome.Active, second.Catalog.Find(_key, null).Outcome);
    }

    private static async Task<Installation> StartAsync(TemporaryFolder folder, Dictionary<string, string>? variables)
    {
        Installation installation = await Installation.StartAsync(folder.Of("data"));
        await installation.CreateAsync("f", Installation.Zip("1"), variables);
        await installation.ActiveAsync("f");
        await installation.CallAsync<PublishVersionRequest, FunctionConfiguration>(new PublishVersionRequest { FunctionName = "f" });
        await installation.CallAsync<CreateAliasRequest, AliasConfiguration>(new CreateAliasRequest { FunctionName = "f", Name = "live", FunctionVersion = "1" });
        return installation;
    }
}
