using Microsoft.Extensions.Options;

namespace Mayfly.Storage;

/// <summary>Reports every fault of <see cref="StorageOptions"/> at once, at start.</summary>
internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        List<string> faults = [];
        if (string.IsNullOrWhiteSpace(options.DataDirectory))
        {
            faults.Add("Storage: DataDirectory is empty: name the folder that keeps functions and packages.");
        }
        else if (File.Exists(options.DataDirectory))
        {
            faults.Add($"Storage: DataDirectory {options.DataDirectory} is a file: name a folder.");
        }

        if (options.KeyFile is not null && (string.IsNullOrWhiteSpace(options.KeyFile) || Directory.Exists(options.KeyFile)))
        {
            faults.Add($"Storage: KeyFile '{options.KeyFile}' is not a file's path.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
