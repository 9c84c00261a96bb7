using Mayfly.Dotnet.Logging;
using Mayfly.Dotnet.RuntimeApi;

namespace Mayfly.Dotnet.Handlers;

/// <summary>Makes contexts of the type that the function's package knows; implemented by the bridge.</summary>
internal abstract class ContextFactory
{
    public FunctionSettings Settings { get; set; } = null!;

    public LambdaLog Log { get; set; } = null!;

    /// <summary>The package's serializer; null for none.</summary>
    public object? Serializer { get; set; }

    /// <returns>An Amazon.Lambda.Core.ILambdaContext of the package's own.</returns>
    public abstract object Create(InvocationHeaders headers);
}
