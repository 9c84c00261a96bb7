using Microsoft.Extensions.Options;

namespace Mayfly.Core.Images;

/// <summary>Reports every fault of <see cref="ImageOptions"/> at once, at start.</summary>
internal sealed class ImageOptionsValidator : IValidateOptions<ImageOptions>
{
    private const long Smallest = 64 << 20;

    public ValidateOptionsResult Validate(string? name, ImageOptions options)
    {
        List<string> faults = [];
        foreach (string registry in options.Registries.Concat(options.PlainHttp).Where(static registry => !ImageUri.TryParse(registry + "/x", out ImageUri? uri) || uri.IsFolder))
        {
            faults.Add($"Images: '{registry}' does not name a registry: write HOST or HOST:PORT.");
        }

        if (options.AuthFile is { } file && !File.Exists(file))
        {
            faults.Add($"Images: AuthFile '{file}' is not there.");
        }

        if (options.DiskBytes is < Smallest)
        {
            faults.Add($"Images: DiskBytes {options.DiskBytes} is too small for any image; {Smallest} is the least.");
        }

        foreach (string path in new[] { options.Folder, options.RuntimeDirectory, options.Skopeo ?? "/" }.Where(static path => !Path.IsPathFullyQualified(path)))
        {
            faults.Add($"Images: '{path}' is not an absolute path.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
