using Microsoft.Extensions.Options;

namespace Mayfly.Core.Packages;

/// <summary>Reports every fault of <see cref="S3SourceOptions"/> at once, at start.</summary>
internal sealed class S3SourceOptionsValidator : IValidateOptions<S3SourceOptions>
{
    public ValidateOptionsResult Validate(string? name, S3SourceOptions options)
    {
        List<string> faults = [];
        if (options.ServiceUrl is not null && !(Uri.TryCreate(options.ServiceUrl, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https"))
        {
            faults.Add($"S3 source: ServiceUrl '{options.ServiceUrl}' is not an http or https URL.");
        }

        if (options.AccessKey is null != options.SecretKey is null)
        {
            faults.Add("S3 source: AccessKey and SecretKey are given together or not at all.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
