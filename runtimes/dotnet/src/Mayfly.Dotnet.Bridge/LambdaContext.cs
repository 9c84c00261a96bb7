using System.Text.Json;
using Amazon.Lambda.Core;
using Mayfly.Dotnet.RuntimeApi;

namespace Mayfly.Dotnet.Bridge;

/// <summary>
/// The context of one invocation. No member is implemented explicitly: so the runtime finds each by its name and signature in whichever version of
/// the interface the package brings, and passes over those that an older one lacks.
/// </summary>
internal sealed class LambdaContext(FunctionSettings settings, InvocationHeaders headers, LambdaLogger logger, object? serializer) : ILambdaContext
{
    private IClientContext? _clientContext;
    private ICognitoIdentity? _identity;

    public string AwsRequestId => headers.RequestId!;

    public IClientContext ClientContext => _clientContext ??= Bridge.ClientContext.Parse(headers.ClientContext);

    public string FunctionName => settings.FunctionName!;

    public string FunctionVersion => settings.FunctionVersion!;

    public ICognitoIdentity Identity => _identity ??= CognitoIdentity.Parse(headers.CognitoIdentity);

    public string InvokedFunctionArn => headers.FunctionArn!;

    public ILambdaLogger Logger => logger;

    public string LogGroupName => settings.LogGroupName!;

    public string LogStreamName => settings.LogStreamName!;

    public int MemoryLimitInMB => settings.MemoryLimitInMB;

    public TimeSpan RemainingTime => DateTimeOffset.FromUnixTimeMilliseconds(headers.Deadline) - DateTimeOffset.UtcNow;

    public string TenantId => headers.TenantId!;

    public string TraceId => headers.TraceId!;

    public ILambdaSerializer? Serializer => serializer as ILambdaSerializer;

    /// <summary>A member of an object as text; null when it is not there.</summary>
    internal static string? Text(JsonElement of, string member) => of.TryGetProperty(member, out JsonElement value) ? value.ToString() : null;
}
