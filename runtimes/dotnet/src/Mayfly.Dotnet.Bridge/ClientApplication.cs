using System.Text.Json;
using Amazon.Lambda.Core;

namespace Mayfly.Dotnet.Bridge;

/// <summary>The member "client" of a client context.</summary>
internal sealed class ClientApplication : IClientApplication
{
    public string AppPackageName { get; private set; } = null!;

    public string AppTitle { get; private set; } = null!;

    public string AppVersionCode { get; private set; } = null!;

    public string AppVersionName { get; private set; } = null!;

    public string InstallationId { get; private set; } = null!;

    public static ClientApplication Of(JsonElement client) => new()
    {
        AppPackageName = LambdaContext.Text(client, "app_package_name")!,
        AppTitle = LambdaContext.Text(client, "app_title")!,
        AppVersionCode = LambdaContext.Text(client, "app_version_code")!,
        AppVersionName = LambdaContext.Text(client, "app_version_name")!,
        InstallationId = LambdaContext.Text(client, "installation_id")!,
    };
}
