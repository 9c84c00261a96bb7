using System.Text.Json;
using Mayfly.Contracts.Json;

namespace Mayfly.Contracts.Lambda;

public sealed partial class LambdaJsonContext
{
    /// <summary>As <see cref="Default"/>, and escaping as little as AWS does.</summary>
    public static LambdaJsonContext Wire => WireHolder.Instance;

    /// <summary>Made at first use: static members of the generated half may be initialised later than those here.</summary>
    private static class WireHolder
    {
        public static readonly LambdaJsonContext Instance = new(new JsonSerializerOptions(Default.Options) { Encoder = WireJson.Encoder });
    }
}
