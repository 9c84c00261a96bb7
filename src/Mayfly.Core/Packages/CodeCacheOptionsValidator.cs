using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Mayfly.Core.Packages;

/// <summary>Reports every fault of <see cref="CodeCacheOptions"/> at once, at start.</summary>
internal sealed partial class CodeCacheOptionsValidator : IValidateOptions<CodeCacheOptions>
{
    public ValidateOptionsResult Validate(string? name, CodeCacheOptions options)
    {
        List<string> faults = [];
        if (!Path.IsPathFullyQualified(options.RuntimeDirectory))
        {
            faults.Add($"Code cache: RuntimeDirectory '{options.RuntimeDirectory}' is not an absolute path.");
        }

        if (!InstanceName().IsMatch(options.Instance))
        {
            faults.Add($"Code cache: Instance '{options.Instance}' must be one to eight of a-z and 0-9.");
        }

        if (options.SizeBytes is < PackageLimits.Unzipped)
        {
            faults.Add($"Code cache: SizeBytes {options.SizeBytes} is too small: one package may take {PackageLimits.Unzipped} bytes.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    [GeneratedRegex("^[a-z0-9]{1,8}$")]
    private static partial Regex InstanceName();
}
