using Mayfly.Dotnet.Handlers;
using Mayfly.Dotnet.RuntimeApi;

namespace Mayfly.Dotnet.Bridge;

/// <summary>Makes contexts of the package's own Amazon.Lambda.Core.</summary>
internal sealed class LambdaContextFactory : ContextFactory
{
    private LambdaLogger? _logger;

    public override object Create(InvocationHeaders headers) => new LambdaContext(Settings, headers, _logger ??= new LambdaLogger(Log), Serializer);
}
