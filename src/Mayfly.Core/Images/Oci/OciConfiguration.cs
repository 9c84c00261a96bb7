using System.Text.Json.Serialization;

namespace Mayfly.Core.Images.Oci;

/// <summary>https://github.com/opencontainers/image-spec/blob/main/config.md, as far as it concerns a sandbox.</summary>
internal sealed record OciConfiguration
{
    public string? Architecture { get; init; }

    public string? Os { get; init; }

    public OciExecution? Config { get; init; }

    [JsonPropertyName("rootfs")]
    public OciLayers? RootFileSystem { get; init; }

    /// <summary>How the image wants to be run.</summary>
    internal sealed record OciExecution
    {
        [JsonPropertyName("Env")]
        public IReadOnlyList<string>? Environment { get; init => field = OciJson.Whole(value); }

        [JsonPropertyName("Entrypoint")]
        public IReadOnlyList<string>? EntryPoint { get; init => field = OciJson.Whole(value); }

        [JsonPropertyName("Cmd")]
        public IReadOnlyList<string>? Command { get; init => field = OciJson.Whole(value); }

        [JsonPropertyName("WorkingDir")]
        public string? WorkingDirectory { get; init; }
    }

    /// <summary>The digests of the layers, uncompressed.</summary>
    internal sealed record OciLayers
    {
        [JsonPropertyName("diff_ids")]
        public IReadOnlyList<string>? DiffIds { get; init => field = OciJson.Whole(value); }
    }
}
