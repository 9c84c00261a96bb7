using Microsoft.Extensions.Options;

namespace Mayfly.Core.Streaming;

/// <summary>Finds all faults of <see cref="StreamingOptions"/> at start-up.</summary>
internal sealed class StreamingOptionsValidator : IValidateOptions<StreamingOptions>
{
    /// <summary>A slower rate than this is a mistake, or a function that never ends; AWS's own platform takes none below it.</summary>
    private const long SlowestRate = 32 * 1024;

    public ValidateOptionsResult Validate(string? name, StreamingOptions options)
    {
        List<string> faults = [];
        if (options.BytesPerSecond is not 0 and < SlowestRate)
        {
            faults.Add($"Streaming:BytesPerSecond must be 0, for no limit, or at least {SlowestRate}.");
        }

        if (options.BurstBytes < 0)
        {
            faults.Add("Streaming:BurstBytes must not be negative.");
        }

        if (options.MaximumBytes < 1)
        {
            faults.Add("Streaming:MaximumBytes must be at least 1.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
