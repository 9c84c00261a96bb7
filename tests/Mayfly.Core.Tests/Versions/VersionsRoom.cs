using Mayfly.Contracts;
using Mayfly.Contracts.Lambda;
using Mayfly.Core.Tests.Functions;

namespace Mayfly.Core.Tests.Versions;

/// <summary>Calls of the operations on versions and aliases, on a function named f.</summary>
internal static class VersionsRoom
{
    public static Task<FunctionConfiguration> PublishAsync(this FunctionsRoom room, string? description = null) =>
        room.CallAsync<PublishVersionRequest, FunctionConfiguration>(new PublishVersionRequest { FunctionName = "f", Description = description });

    public static async Task<FunctionConfiguration> ChangeCodeAsync(this FunctionsRoom room, string content, bool publish = false)
    {
        FunctionConfiguration updated = await room.CallAsync<UpdateFunctionCodeRequest, FunctionConfiguration>(
            new UpdateFunctionCodeRequest { FunctionName = "f", ZipFile = FunctionsRoom.Zip(content), Publish = publish });
        await room.SettledAsync();
        return updated;
    }

    public static Task<AliasConfiguration> AliasAsync(this FunctionsRoom room, string name, string version, string? additional = null, double weight = 0) =>
        room.CallAsync<CreateAliasRequest, AliasConfiguration>(Alias(name, version, additional, weight));

    public static Task<AwsError> AliasRefusedAsync(this FunctionsRoom room, string name, string version, string? additional = null, double weight = 0) =>
        room.RefusedAsync<CreateAliasRequest, AliasConfiguration>(Alias(name, version, additional, weight));

    public static Task<AwsResult<DeleteFunctionResponse>> DeleteVersionAsync(this FunctionsRoom room, string version) =>
        room.TryAsync<DeleteFunctionRequest, DeleteFunctionResponse>(new DeleteFunctionRequest { FunctionName = "f", Qualifier = version });

    private static CreateAliasRequest Alias(string name, string version, string? additional, double weight) => new()
    {
        FunctionName = "f",
        Name = name,
        FunctionVersion = version,
        RoutingConfig = additional is null ? null : new AliasRoutingConfiguration { AdditionalVersionWeights = new Dictionary<string, double> { [additional] = weight } },
    };
}
