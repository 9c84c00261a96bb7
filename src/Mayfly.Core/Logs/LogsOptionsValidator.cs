using Microsoft.Extensions.Options;

namespace Mayfly.Core.Logs;

/// <summary>Finds every fault of <see cref="LogsOptions"/> at start-up.</summary>
internal sealed class LogsOptionsValidator : IValidateOptions<LogsOptions>
{
    public ValidateOptionsResult Validate(string? name, LogsOptions options)
    {
        List<string> faults = [];
        Check(options.Folder.Length > 0, "Logs:Folder must name the folder of the log segments.");
        Check(options.DefaultRetentionDays is null || LogLimits.RetentionDays.Contains(options.DefaultRetentionDays.Value),
            $"Logs:DefaultRetentionDays must be empty (keep for ever) or one of {string.Join(", ", LogLimits.RetentionDays)}.");
        Check(options.SegmentBytes is >= 64 * 1024 and <= 1024 * 1024 * 1024, "Logs:SegmentBytes must be between 64 KiB and 1 GiB.");
        Check(options.SegmentAge >= TimeSpan.FromMinutes(1), "Logs:SegmentAge must be a minute or more.");
        Check(options.OpenSegments is >= 1 and <= 10_000, "Logs:OpenSegments must be between 1 and 10000.");
        Check(options.StreamBufferBytes >= 4096, "Logs:StreamBufferBytes must be 4 KiB or more.");
        Check(options.TotalBufferBytes >= options.StreamBufferBytes, "Logs:TotalBufferBytes must not be smaller than Logs:StreamBufferBytes.");
        Check(options.FlushInterval > TimeSpan.Zero && options.FlushInterval <= TimeSpan.FromMinutes(1), "Logs:FlushInterval must be above zero and at most a minute.");
        Check(options.RetentionInterval >= TimeSpan.FromSeconds(1), "Logs:RetentionInterval must be a second or more.");
        Check(options.ConcurrentReads >= 1, "Logs:ConcurrentReads must be 1 or more.");
        Check(options.ScanBytesPerPage >= LogLimits.EventBytes, "Logs:ScanBytesPerPage must be 1 MiB or more.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Check(bool holds, string fault)
        {
            if (!holds)
            {
                faults.Add(fault);
            }
        }
    }
}
