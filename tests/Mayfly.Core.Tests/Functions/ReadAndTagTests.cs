using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Contracts.Operations;
using Mayfly.Core.Packages;
using Microsoft.AspNetCore.Http;

namespace Mayfly.Core.Tests.Functions;

public sealed class ReadAndTagTests
{
    private const string Arn = "arn:aws:lambda:us-east-1:000000000000:function:f";

    [Theory]
    [InlineData(null, "arn:aws:lambda:us-east-1:000000000000:function:nobody")]
    [InlineData("$LATEST", "arn:aws:lambda:us-east-1:000000000000:function:nobody:$LATEST")]
    [InlineData("alias", "arn:aws:lambda:us-east-1:000000000000:function:nobody:alias")]
    public async Task What_is_not_there_is_named_as_it_was_asked_for(string? qualifier, string arn)
    {
        await using FunctionsRoom room = new();

        AwsError error = await room.RefusedAsync<GetFunctionRequest, GetFunctionResponse>(new GetFunctionRequest { FunctionName = "nobody", Qualifier = qualifier });

        Assert.Equal(("ResourceNotFoundException", 404, "Message", $"Function not found: {arn}"), (error.Code, error.Status, error.MessageMember, error.Message));
    }

    [Fact]
    public async Task GetFunction_gives_a_link_that_works()
    {
        await using FunctionsRoom room = new();
        await room.CreateAsync(FunctionsRoom.Request("f") with { Tags = new Dictionary<string, string> { ["team"] = "blue" } });

        GetFunctionResponse found = await room.CallAsync<GetFunctionRequest, GetFunctionResponse>(new GetFunctionRequest { FunctionName = Arn, Qualifier = "$LATEST" });

        Assert.Equal(Arn + ":$LATEST", found.Configuration!.FunctionArn);
        Assert.Equal("S3", found.Code!.RepositoryType);
        Assert.Equal("blue", found.Tags!["team"]);
        Uri location = new(found.Code.Location!);
        Assert.Equal("127.0.0.1:4566", location.Authority);
        DefaultHttpContext context = new();
        using MemoryStream body = new();
        context.Request.Path = location.AbsolutePath;
        context.Response.Body = body;
        await room.Get<PackageDownload>().HandleAsync(context);
        Assert.Equal(FunctionsRoom.Zip(), body.ToArray());
    }

    [Fact]
    public async Task Another_account_is_none_of_the_callers_business()
    {
        await using FunctionsRoom room = new();

        AwsError error = await room.RefusedAsync<GetFunctionRequest, GetFunctionResponse>(new GetFunctionRequest { FunctionName = Arn.Replace("000000000000", "111111111111", StringComparison.Ordinal) });

        Assert.Equal(("AccessDeniedException", 403), (error.Code, error.Status));
    }

    [Fact]
    public async Task Latest_cannot_be_deleted_alone()
    {
        await using FunctionsRoom room = new();
        await room.CreateAsync(FunctionsRoom.Request("f"));

        AwsError latest = await room.RefusedAsync<DeleteFunctionRequest, DeleteFunctionResponse>(new DeleteFunctionRequest { FunctionName = "f", Qualifier = "$LATEST" });
        AwsError mismatch = await room.RefusedAsync<DeleteFunctionRequest, DeleteFunctionResponse>(new DeleteFunctionRequest { FunctionName = "f:1", Qualifier = "2" });

        Assert.Equal("$LATEST version cannot be deleted without deleting the function.", latest.Message);
        Assert.Equal("The derived qualifier from the function name does not match the specified qualifier.", mismatch.Message);
    }

    [Fact]
    public async Task Tags_are_added_replaced_and_taken_away_without_a_new_revision()
    {
        await using FunctionsRoom room = new();
        FunctionConfiguration created = await room.CreateAsync(FunctionsRoom.Request("f") with { Tags = new Dictionary<string, string> { ["a"] = "1" } });

        await room.CallAsync<TagResourceRequest, NoOutput>(new TagResourceRequest { Resource = Arn, Tags = new Dictionary<string, string> { ["a"] = "2", ["b"] = "3" } });
        Assert.Equal(new Dictionary<string, string> { ["a"] = "2", ["b"] = "3" }, (await room.CallAsync<ListTagsRequest, ListTagsResponse>(new ListTagsRequest { Resource = Arn })).Tags);
        await room.CallAsync<UntagResourceRequest, NoOutput>(new UntagResourceRequest { Resource = Arn, TagKeys = ["a", "none"] });

        Assert.Equal(["b"], room.Records.Saved[FunctionsRoom.Key("f")].Tags.Keys);
        Assert.Equal(created.RevisionId, (await room.ShowAsync("f")).RevisionId);
    }

    [Theory]
    [InlineData(Arn + ":v1", "Tags on function aliases and versions are not supported. Please specify a function ARN.")]
    [InlineData("arn:aws:lambda:us-east-1:000000000000:function:nobody", "Function not found: arn:aws:lambda:us-east-1:000000000000:function:nobody")]
    [InlineData("arn:aws:lambda:us-east-1:000000000000:event-source-mapping:7", "Event source mapping not found: arn:aws:lambda:us-east-1:000000000000:event-source-mapping:7")]
    [InlineData("arn:aws:lambda:us-east-1:000000000000:capacity-provider:x", "Capacity provider not found: arn:aws:lambda:us-east-1:000000000000:capacity-provider:x")]
    [InlineData(Arn, "An error occurred and the request cannot be processed.")]
    public async Task Tags_of_what_cannot_be_tagged_are_refused_as_AWS_does(string arn, string message)
    {
        await using FunctionsRoom room = new();
        await room.CreateAsync(FunctionsRoom.Request("f"));

        AwsError error = await room.RefusedAsync<TagResourceRequest, NoOutput>(new TagResourceRequest { Resource = arn, Tags = new Dictionary<string, string>() });

        Assert.Equal(message, error.Message);
    }

    [Fact]
    public async Task Fifty_tags_are_the_most_all_together()
    {
        await using FunctionsRoom room = new();
        await room.CreateAsync(FunctionsRoom.Request("f") with { Tags = Enumerable.Range(0, 50).ToDictionary(index => $"k{index}", _ => "v") });

        AwsError error = await room.RefusedAsync<TagResourceRequest, NoOutput>(new TagResourceRequest { Resource = Arn, Tags = new Dictionary<string, string> { ["one"] = "more" } });

        Assert.Equal("Number of tags exceeds resource tag limit.", error.Message);
    }

    [Fact]
    public async Task The_account_knows_its_use()
    {
        await using FunctionsRoom room = new();
        await room.CreateAsync(FunctionsRoom.Request("f"));
        await room.CreateAsync(FunctionsRoom.Request("g"));
        await room.CallAsync<UpdateFunctionCodeRequest, FunctionConfiguration>(new UpdateFunctionCodeRequest { FunctionName = "g", ZipFile = FunctionsRoom.Zip("longer content") });
        await room.SettledAsync();

        GetAccountSettingsResponse settings = await room.CallAsync<GetAccountSettingsRequest, GetAccountSettingsResponse>(new GetAccountSettingsRequest());

        Assert.Equal((2, FunctionsRoom.Zip().Length + FunctionsRoom.Zip("longer content").Length), (settings.AccountUsage!.FunctionCount, settings.AccountUsage.TotalCodeSize));
        Assert.Equal((80_530_636_800, 52_428_800, 262_144_000, 1000), (settings.AccountLimit!.TotalCodeSize, settings.AccountLimit.CodeSizeZipped, settings.AccountLimit.CodeSizeUnzipped, settings.AccountLimit.ConcurrentExecutions));
    }
}
