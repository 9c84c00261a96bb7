using Mayfly.Dotnet.Handlers;
using Mayfly.Dotnet.RuntimeApi;

namespace Mayfly.PowerShell;

/// <summary>Makes the context of each invocation.</summary>
internal sealed class LambdaContextFactory : ContextFactory
{
    public override object Create(InvocationHeaders headers) => new LambdaContext(Settings, headers);
}
