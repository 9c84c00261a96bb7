using Mayfly.Core.Images.Oci;

namespace Mayfly.Core.Images;

/// <summary>How an image wants to be run, and what its layers are, uncompressed.</summary>
internal sealed record ImageConfiguration
{
    public required IReadOnlyList<string> EntryPoint { get; init; }

    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Null where the image has none.</summary>
    public required string? WorkingDirectory { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required IReadOnlyList<string> DiffIds { get; init; }

    /// <exception cref="ImageException">It is not for this machine, or no configuration.</exception>
    public static ImageConfiguration Read(ReadOnlySpan<byte> document)
    {
        OciConfiguration configuration = OciJson.ReadConfiguration(document);
        if (configuration.Os != "linux" || configuration.Architecture != ImagePlatform.Architecture)
        {
            throw ImagePlatform.Refuse($"{configuration.Os}/{configuration.Architecture}");
        }

        OciConfiguration.OciExecution? execution = configuration.Config;
        Dictionary<string, string> environment = new(StringComparer.Ordinal);
        foreach (string variable in execution?.Environment ?? [])
        {
            int equals = variable.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || variable.Contains('\0', StringComparison.Ordinal))
            {
                throw new ImageException(ImageFault.Invalid, $"The image has a variable without a name or a value: {variable}");
            }

            environment[variable[..equals]] = variable[(equals + 1)..];
        }

        return new ImageConfiguration
        {
            EntryPoint = execution?.EntryPoint ?? [],
            Command = execution?.Command ?? [],
            WorkingDirectory = string.IsNullOrEmpty(execution?.WorkingDirectory) ? null : execution.WorkingDirectory,
            Environment = environment,
            DiffIds = configuration.RootFileSystem?.DiffIds ?? [],
        };
    }
}
